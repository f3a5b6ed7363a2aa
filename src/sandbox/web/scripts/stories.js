/** The golden stories, for the chips under the messages: what a witness might text, one after the other. */

export const STORIES = [
  {
    name: 'Hotel',
    texts: [
      'front desk at motel 6 joplin off 44. 2 girls rm 214 look 15 maybe older guy paid cash wont let them talk. here rn',
      'gray altima TN plates 4T7 something',
      '3',
      '1',
    ],
  },
  {
    name: 'Bus',
    texts: [
      'bus driver, greyhound 1430 stl to chicago. girl 15 w older guy he holds her id n answers for her. next stop springfield 420',
      "not sure. he's 40s gray hoodie shes tiny red backpack row 9",
      '1 but after 6',
      '1',
    ],
  },
  {
    name: 'Danger',
    texts: ['hes hitting her rite now room 12 sunset inn tulsa', '1', 'white van outside no plates', 'SEND'],
  },
  {
    name: 'Spanish',
    texts: ['no puedo salir me quitaron el pasaporte', '2'],
  },
];
