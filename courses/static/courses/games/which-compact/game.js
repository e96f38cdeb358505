// For whom an action is decides which compact it counts for: the rule of the lesson, card by card.
(() => {
  const MIGRATION = 0, REFUGEES = 1, BOTH = 2;
  const ANSWERS = [MIGRATION, REFUGEES, BOTH, REFUGEES, MIGRATION, BOTH];
  const WORDS = {
    en: {
      title: "Which compact?",
      choices: ["Compact for Migration", "Compact on Refugees", "Both"],
      cards: [
        "A desk where migrant workers get advice about their rights.",
        "Homes for families who were recognised as refugees.",
        "A city card for everybody who lives here, migrants and refugees among them.",
        "Places in a music school for refugee children.",
        "Talks in schools between pupils and migrants.",
        "A council in which migrants and refugees advise the mayor.",
      ],
      why: ["It is for migrants only.", "It is for refugees only.", "It is open to both."],
      right: "Yes.", wrong: "Not quite.", next: "Next card", again: "Play again",
      place: (n, all) => `Card ${n} of ${all}`, end: (n, all) => `${n} of ${all} at the first try.`,
    },
    fr: {
      title: "Quel pacte ?",
      choices: ["Pacte sur les migrations", "Pacte sur les réfugiés", "Les deux"],
      cards: [
        "Un guichet où les travailleurs migrants sont conseillés sur leurs droits.",
        "Des logements pour des familles reconnues réfugiées.",
        "Une carte municipale pour tous ceux qui vivent ici, personnes migrantes et réfugiées comprises.",
        "Des places dans une école de musique pour des enfants réfugiés.",
        "Des dialogues dans les écoles entre élèves et personnes migrantes.",
        "Un conseil où personnes migrantes et réfugiées conseillent la maire.",
      ],
      why: ["C’est pour les seules personnes migrantes.", "C’est pour les seules personnes réfugiées.", "C’est ouvert aux deux."],
      right: "Oui.", wrong: "Pas tout à fait.", next: "Carte suivante", again: "Rejouer",
      place: (n, all) => `Carte ${n} sur ${all}`, end: (n, all) => `${n} sur ${all} du premier coup.`,
    },
    es: {
      title: "¿Qué pacto?",
      choices: ["Pacto sobre Migración", "Pacto sobre los Refugiados", "Los dos"],
      cards: [
        "Una ventanilla donde se asesora a trabajadores migrantes sobre sus derechos.",
        "Viviendas para familias reconocidas como refugiadas.",
        "Una tarjeta municipal para quien vive aquí, también personas migrantes y refugiadas.",
        "Plazas en una escuela de música para niñas y niños refugiados.",
        "Diálogos en escuelas entre alumnado y personas migrantes.",
        "Un consejo en el que personas migrantes y refugiadas asesoran a la alcaldesa.",
      ],
      why: ["Es solo para migrantes.", "Es solo para personas refugiadas.", "Está abierta a los dos."],
      right: "Sí.", wrong: "No del todo.", next: "Siguiente tarjeta", again: "Jugar otra vez",
      place: (n, all) => `Tarjeta ${n} de ${all}`, end: (n, all) => `${n} de ${all} a la primera.`,
    },
    ar: {
      title: "أيّ ميثاق؟",
      choices: ["ميثاق الهجرة", "ميثاق اللاجئين", "كلاهما"],
      cards: [
        "مكتب ينصح العمال المهاجرين في حقوقهم.",
        "مساكن لأسر اعتُرف بها لاجئة.",
        "بطاقة بلدية لكل من يسكن هنا، ومنهم المهاجرون واللاجئون.",
        "مقاعد في مدرسة موسيقى لأطفال لاجئين.",
        "حوارات في المدارس بين التلاميذ ومهاجرين.",
        "مجلس ينصح فيه مهاجرون ولاجئون رئيسة البلدية.",
      ],
      why: ["هو للمهاجرين وحدهم.", "هو للاجئين وحدهم.", "هو مفتوح للاثنين."],
      right: "نعم.", wrong: "ليس تمامًا.", next: "البطاقة التالية", again: "العب مرة أخرى",
      place: (n, all) => `البطاقة ${n} من ${all}`, end: (n, all) => `${n} من ${all} من المحاولة الأولى.`,
    },
  };
  const asked = new URLSearchParams(location.search).get("lang");
  const language = Object.hasOwn(WORDS, asked) ? asked : "en";
  const words = WORDS[language];
  document.documentElement.lang = language;
  document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
  document.title = words.title;

  const make = (name, text, className = "") => {
    const made = document.createElement(name);
    made.textContent = text;
    made.className = className;
    return made;
  };
  const game = document.getElementById("game");
  const title = make("h1", words.title);
  const place = make("p", "");
  const card = make("p", "", "case");
  const choices = make("div", "", "choices");
  const said = make("p", "", "said");
  said.setAttribute("role", "status");
  const onward = make("button", words.next);
  card.tabIndex = -1;
  game.replaceChildren(title, place, card, choices, said, onward);

  let number = 0, right = 0, tries = 0;
  words.choices.forEach((text, choice) => {
    const button = make("button", text);
    button.addEventListener("click", () => answer(choice));
    choices.append(button);
  });
  onward.addEventListener("click", () => (number < ANSWERS.length ? show(true) : start(true)));

  function show(isAsked) {
    tries = 0;
    place.textContent = words.place(number + 1, ANSWERS.length);
    card.textContent = words.cards[number];
    said.textContent = "";
    choices.hidden = false;
    onward.hidden = true;
    if (isAsked) card.focus();
  }

  function answer(choice) {
    tries += 1;
    if (choice !== ANSWERS[number]) {
      said.textContent = words.wrong;
      return;
    }
    right += tries === 1;
    said.textContent = `${words.right} ${words.why[choice]}`;
    number += 1;
    choices.hidden = true;
    onward.hidden = false;
    if (number === ANSWERS.length) {
      said.textContent += ` ${words.end(right, ANSWERS.length)}`;
      onward.textContent = words.again;
    }
    onward.focus();
  }

  function start(isAsked) {
    number = right = 0;
    onward.textContent = words.next;
    show(isAsked);
  }
  start(false);
})();
