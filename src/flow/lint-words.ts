/** Lint rules about words: languages, reading, forbidden words, carrier keywords, variables. */

import { CARRIER_KEYWORDS } from './keywords.js';
import { type Finding } from './lint-finding.js';
import { fold } from './normalise.js';
import { judgeReading } from './reading-grade.js';
import { type FlowDocument, type FlowLanguage, COMMANDS } from './schema.js';
import { type Path, type Variables, compileText, listTexts } from './texts.js';

/** What `conversationVariables` and the recap fill in. */
const CONVERSATION_VARIABLES = [
  'recap',
  'summary',
  'place',
  'teams',
  'reference',
  'nextStop',
  'count',
  'states',
];
const RECAP_VARIABLES = ['room', 'stop', 'time', 'plate', 'exit', 'marker'];

/** Never in a text to a witness: accusing, promising or loud (DESIGN.md section 4, CONVERSATIONS.md). */
const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/\bvictims?\b|\bv[ií]ctimas?\b/i, 'Say who it is: the person, the girl, they'],
  [
    /\btraffickers?\b|\btraficantes?\b|\btratantes?\b/i,
    'Say who it is: the man, the driver, whoever controls them',
  ],
  [
    /\breport (?:a|the|this) crime\b|\bdenunci(?:e|ar|a) (?:un|el) (?:crimen|delito)\b/i,
    'Say "text what you see"',
  ],
  [
    /\b(?:we|they) will (?:send|call|tell) (?:the )?police\b|\bpolice will\b|\b(?:enviaremos|mandaremos|llamaremos)\b.*\bpolic[ií]a\b/i,
    'Promise nothing about the police',
  ],
  [/[!¡]/, 'End the sentence with a full stop'],
  [
    /\p{Extended_Pictographic}(?<![\d#*])/u,
    'Take the emoji out: it doubles the cost and may be read over a shoulder',
  ],
  [
    /\d{3}[-. ]\d{3}[-. ]\d{4}|\b233733\b|\b911\b/,
    'Write the number as a variable of config/programme.yaml, such as {hotlinePhone}',
  ],
];
/** Shorter texts say too little to measure. */
const FEWEST_WORDS_TO_JUDGE = 5;

export function lintWords(document: FlowDocument, variables: Variables): Finding[] {
  return [
    ...listTexts(document).flatMap(({ key, path, text }) =>
      document.languages.flatMap((language) => lintText(key, path, text[language], language, variables)),
    ),
    ...Object.entries(document.otherLanguages).flatMap(([language, texts]) =>
      Object.entries(texts).flatMap(([name, wording]) =>
        forbidden(['otherLanguages', language, name], wording),
      ),
    ),
    ...lintKeywords(document),
    ...lintCommands(document),
  ];
}

function lintText(
  key: string,
  path: Path,
  wording: string | undefined,
  language: FlowLanguage,
  variables: Variables,
): Finding[] {
  if (wording === undefined) {
    return [
      {
        rule: 'language',
        path,
        message: `there is no ${language} text`,
        remedy: `Add one, or take ${language} out of languages`,
      },
    ];
  }
  const here = [...path, language];
  return [
    ...forbidden(here, wording),
    ...lintVariables(key, here, wording, language, variables),
    ...lintReading(key, here, wording, language),
  ];
}

function forbidden(path: Path, wording: string): Finding[] {
  return FORBIDDEN.flatMap(([pattern, remedy]) => {
    const found = pattern.exec(wording);
    return found
      ? [{ rule: 'words', path, message: `"${found[0]}" is not for a text to a witness`, remedy }]
      : [];
  });
}

function lintVariables(
  key: string,
  path: Path,
  wording: string,
  language: FlowLanguage,
  variables: Variables,
): Finding[] {
  const allowed = [...CONVERSATION_VARIABLES, ...(key.startsWith('recap.') ? RECAP_VARIABLES : [])];
  return compileText(wording, language, variables)
    .variables.filter((name) => !allowed.includes(name))
    .map((name) => ({
      rule: 'variable',
      path,
      message: `nothing fills {${name}}`,
      remedy: `Write one of: ${[...Object.keys(variables), ...allowed].join(', ')}`,
    }));
}

function lintReading(key: string, path: Path, wording: string, language: FlowLanguage): Finding[] {
  if (key === 'message.teams' || key.startsWith('sign.')) return [];
  const plain = wording.replace(/\{[^}]*\}/g, ' ');
  if (fold(plain).split(' ').length < FEWEST_WORDS_TO_JUDGE) return [];
  const hard = judgeReading(plain, language);
  if (hard === undefined) return [];
  return [
    {
      rule: 'reading',
      path,
      message: `this text ${hard}`,
      remedy: 'Use shorter words and shorter sentences',
    },
  ];
}

function lintKeywords({ steps, commands, languageWords }: FlowDocument): Finding[] {
  const findings: Finding[] = [];
  const check = (path: Path, words: readonly string[] | undefined) => {
    for (const [index, word] of (words ?? []).entries()) {
      if (!CARRIER_KEYWORDS.has(fold(word))) continue;
      const message = `"${word}" belongs to the carriers (STOP, HELP and START) and can never be an answer`;
      findings.push({ rule: 'keyword', path: [...path, index], message, remedy: 'Choose another word' });
    }
  };
  for (const [index, step] of steps.entries()) {
    for (const [choiceIndex, choice] of (step.choices ?? []).entries()) {
      const path = ['steps', index, 'choices', choiceIndex];
      for (const [language, label] of Object.entries(choice.label))
        check([...path, 'label', language], [label]);
      for (const [language, words] of Object.entries(choice.words ?? {}))
        check([...path, 'words', language], words);
    }
  }
  for (const command of COMMANDS) {
    for (const [language, words] of Object.entries(commands[command]))
      check(['commands', command, language], words);
  }
  for (const [language, words] of Object.entries(languageWords)) check(['languageWords', language], words);
  return findings;
}

function lintCommands({ commands, languages }: FlowDocument): Finding[] {
  return COMMANDS.flatMap((command) =>
    languages
      .filter((language) => commands[command][language] === undefined)
      .map((language) => ({
        rule: 'wayOut',
        path: ['commands', command],
        message: `there is no ${language} word for ${command.toUpperCase()}`,
        remedy: 'Add one: it works at every step',
      })),
  );
}
