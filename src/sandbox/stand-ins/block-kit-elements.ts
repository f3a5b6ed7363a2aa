/**
 * Slack's rules for texts, options and interactive elements: https://docs.slack.dev/reference/block-kit/block-elements and
 * …/composition-objects, read 2026-11-22. Unknown fields are violations too, as they are at Slack.
 */

import { z } from 'zod';

export const plainText = (max: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(max),
    emoji: z.boolean().optional(),
  });
export const mrkdwn = (max: number) =>
  z.strictObject({
    type: z.literal('mrkdwn'),
    text: z.string().min(1).max(max),
    verbatim: z.boolean().optional(),
  });
export const anyText = (max: number) => z.discriminatedUnion('type', [plainText(max), mrkdwn(max)]);

const actionId = z.string().min(1).max(255).optional();
const style = z.enum(['primary', 'danger']).optional();
const placeholder = plainText(150).optional();
const focus = z.boolean().optional();
const confirm = z
  .strictObject({
    title: plainText(100),
    text: anyText(300),
    confirm: plainText(30),
    deny: plainText(30),
    style,
  })
  .optional();

/** Menus show plain text only; checkboxes and radio buttons also mrkdwn. */
const optionOf = <T extends z.ZodType>(text: T) =>
  z.strictObject({
    text,
    value: z.string().min(1).max(150),
    description: anyText(75).optional(),
    url: z.string().max(3000).optional(),
  });
const menuOption = optionOf(plainText(75));
const choiceOption = optionOf(anyText(75));

const menuFields = {
  action_id: actionId,
  placeholder,
  options: z.array(menuOption).min(1).max(100).optional(),
  option_groups: z
    .array(z.strictObject({ label: plainText(75), options: z.array(menuOption).min(1).max(100) }))
    .min(1)
    .max(100)
    .optional(),
  confirm,
  focus_on_load: focus,
};
interface Menu {
  options?: unknown[] | undefined;
  option_groups?: { options: unknown[] }[] | undefined;
}
const ONE_SOURCE = { error: 'options or option_groups, and not both' };
const hasOneSource = (menu: Menu) => (menu.options === undefined) !== (menu.option_groups === undefined);
const INITIAL = { error: 'an initial option must exactly match one of the options' };
const offers = (menu: Menu, wanted: readonly unknown[]) => {
  const offered = [...(menu.options ?? []), ...(menu.option_groups ?? []).flatMap(({ options }) => options)];
  return wanted.every((one) => offered.some((option) => isSame(option, one)));
};

/** Slack compares text and value; `emoji` may be left out on one side. */
function isSame(option: unknown, other: unknown): boolean {
  const read = (one: unknown) => {
    const { text, value } = one as { text: { type: string; text: string }; value: string };
    return `${text.type}\n${text.text}\n${value}`;
  };
  return read(option) === read(other);
}

const maxSelected = z.int().min(1).optional();
const staticSelect = z
  .strictObject({ type: z.literal('static_select'), ...menuFields, initial_option: menuOption.optional() })
  .refine(hasOneSource, ONE_SOURCE)
  .refine((menu) => offers(menu, menu.initial_option === undefined ? [] : [menu.initial_option]), INITIAL);
const multiStaticSelect = z
  .strictObject({
    type: z.literal('multi_static_select'),
    ...menuFields,
    initial_options: z.array(menuOption).min(1).optional(),
    max_selected_items: maxSelected,
  })
  .refine(hasOneSource, ONE_SOURCE)
  .refine((menu) => offers(menu, menu.initial_options ?? []), INITIAL);

const personFields = { action_id: actionId, placeholder, confirm, focus_on_load: focus };
const usersSelect = z.strictObject({
  type: z.literal('users_select'),
  ...personFields,
  initial_user: z.string().optional(),
});
const multiUsersSelect = z.strictObject({
  type: z.literal('multi_users_select'),
  ...personFields,
  initial_users: z.array(z.string()).optional(),
  max_selected_items: maxSelected,
});

const overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: actionId,
  options: z.array(menuOption).min(1).max(5),
  confirm,
});
const choiceFields = {
  action_id: actionId,
  options: z.array(choiceOption).min(1).max(10),
  confirm,
  focus_on_load: focus,
};
const checkboxes = z
  .strictObject({
    type: z.literal('checkboxes'),
    ...choiceFields,
    initial_options: z.array(choiceOption).min(1).max(10).optional(),
  })
  .refine((group) => offers(group, group.initial_options ?? []), INITIAL);
const radioButtons = z
  .strictObject({
    type: z.literal('radio_buttons'),
    ...choiceFields,
    initial_option: choiceOption.optional(),
  })
  .refine(
    (group) => offers(group, group.initial_option === undefined ? [] : [group.initial_option]),
    INITIAL,
  );

const timeFields = { action_id: actionId, confirm, focus_on_load: focus };
const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  ...timeFields,
  placeholder,
  initial_date: z.iso.date().optional(),
});
const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  ...timeFields,
  placeholder,
  initial_time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
  timezone: z.string().optional(),
});
const datetimepicker = z.strictObject({
  type: z.literal('datetimepicker'),
  ...timeFields,
  initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
});

const inputFields = {
  action_id: actionId,
  placeholder,
  focus_on_load: focus,
  dispatch_action_config: z
    .strictObject({
      trigger_actions_on: z
        .array(z.enum(['on_enter_pressed', 'on_character_entered']))
        .min(1)
        .max(2),
    })
    .optional(),
};
const plainTextInput = z
  .strictObject({
    type: z.literal('plain_text_input'),
    ...inputFields,
    initial_value: z.string().max(3000).optional(),
    multiline: z.boolean().optional(),
    min_length: z.int().min(0).max(3000).optional(),
    max_length: z.int().min(1).max(3000).optional(),
  })
  .refine((input) => (input.min_length ?? 0) <= (input.max_length ?? 3000), {
    error: 'min_length is greater than max_length',
  });
const numeric = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .optional();
const numberInput = z.strictObject({
  type: z.literal('number_input'),
  ...inputFields,
  is_decimal_allowed: z.boolean(),
  initial_value: numeric,
  min_value: numeric,
  max_value: numeric,
});
const emailInput = z.strictObject({
  type: z.literal('email_text_input'),
  ...inputFields,
  initial_value: z.string().optional(),
});
const urlInput = z.strictObject({
  type: z.literal('url_text_input'),
  ...inputFields,
  initial_value: z.string().optional(),
});

const button = z.strictObject({
  type: z.literal('button'),
  text: plainText(75),
  action_id: actionId,
  value: z.string().max(2000).optional(),
  url: z.string().max(3000).optional(),
  style,
  confirm,
  accessibility_label: z.string().max(75).optional(),
});

/** "If both are provided then the payload will be rejected"; the id's form as Slack's own error words it. */
const slackFile = z
  .strictObject({
    id: z
      .string()
      .regex(/^F[A-Z0-9]{8,}$/, { error: 'input must match regex pattern: ^[F][A-Z0-9]{8,}$' })
      .optional(),
    url: z.string().optional(),
  })
  .refine(({ id, url }) => (id === undefined) !== (url === undefined), { error: 'id or url, and not both' });
export const imageFields = {
  type: z.literal('image'),
  image_url: z.string().max(3000).optional(),
  slack_file: slackFile.optional(),
  alt_text: z.string().max(2000),
};
export const hasOneImage = (image: { image_url?: unknown; slack_file?: unknown }) =>
  (image.image_url === undefined) !== (image.slack_file === undefined);
export const ONE_IMAGE = { error: 'image_url or slack_file, and not both' };
export const imageElement = z.strictObject(imageFields).refine(hasOneImage, ONE_IMAGE);

const choosers = [
  staticSelect,
  multiStaticSelect,
  usersSelect,
  multiUsersSelect,
  checkboxes,
  radioButtons,
  datepicker,
  timepicker,
] as const;

/** What may stand in an actions block. */
export const actionElement = z.discriminatedUnion('type', [button, overflow, datetimepicker, ...choosers]);
/** What may stand beside a section. */
export const accessory = z.discriminatedUnion('type', [button, overflow, imageElement, ...choosers]);
/** What an input block may hold. */
export const inputElement = z.discriminatedUnion('type', [
  plainTextInput,
  numberInput,
  emailInput,
  urlInput,
  datetimepicker,
  ...choosers,
]);
