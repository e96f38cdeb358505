/** What the widget itself says; what it shows is in the languages of the hub. */
export interface Strings {
  language: string;
  direction: "ltr" | "rtl";
  search: string;
  searchLabel: string;
  kind: string;
  topic: string;
  all: string;
  loading: string;
  results: (count: string) => string;
  shown: (shown: string, count: string) => string;
  nothing: string;
  more: string;
  back: string;
  only: (language: string) => string;
  files: string;
  pages: (count: string) => string;
  publishedBy: string;
  topics: string;
  onHub: string;
  failed: string;
  gone: string;
  again: string;
}

const en: Strings = {
  language: "en",
  direction: "ltr",
  search: "Search",
  searchLabel: "Search the library",
  kind: "Kind",
  topic: "Topic",
  all: "All",
  loading: "Loading…",
  results: (count) => `Results: ${count}`,
  shown: (shown, count) => `Results: ${shown} of ${count}`,
  nothing: "Nothing was found. Try other words, or fewer filters.",
  more: "Show more",
  back: "Back to the list",
  only: (language) => `Not in your language yet: ${language}`,
  files: "Files",
  pages: (count) => `pages: ${count}`,
  publishedBy: "Published by",
  topics: "Topics",
  onHub: "Read it on the Local Action Hub",
  failed: "The library cannot be reached at the moment.",
  gone: "This page is no longer there.",
  again: "Try again",
};

const fr: Strings = {
  language: "fr",
  direction: "ltr",
  search: "Rechercher",
  searchLabel: "Rechercher dans la bibliothèque",
  kind: "Type",
  topic: "Thème",
  all: "Tous",
  loading: "Chargement…",
  results: (count) => `Résultats : ${count}`,
  shown: (shown, count) => `Résultats : ${shown} sur ${count}`,
  nothing: "Aucun résultat. Essayez d’autres mots, ou moins de filtres.",
  more: "Afficher la suite",
  back: "Retour à la liste",
  only: (language) => `Pas encore dans votre langue : ${language}`,
  files: "Fichiers",
  pages: (count) => `pages : ${count}`,
  publishedBy: "Publié par",
  topics: "Thèmes",
  onHub: "Lire sur le Local Action Hub",
  failed: "La bibliothèque est injoignable pour le moment.",
  gone: "Cette page n’existe plus.",
  again: "Réessayer",
};

const es: Strings = {
  language: "es",
  direction: "ltr",
  search: "Buscar",
  searchLabel: "Buscar en la biblioteca",
  kind: "Tipo",
  topic: "Tema",
  all: "Todos",
  loading: "Cargando…",
  results: (count) => `Resultados: ${count}`,
  shown: (shown, count) => `Resultados: ${shown} de ${count}`,
  nothing: "No se ha encontrado nada. Pruebe otras palabras o menos filtros.",
  more: "Mostrar más",
  back: "Volver a la lista",
  only: (language) => `Aún no está en su idioma: ${language}`,
  files: "Archivos",
  pages: (count) => `páginas: ${count}`,
  publishedBy: "Publicado por",
  topics: "Temas",
  onHub: "Leer en el Local Action Hub",
  failed: "No se puede acceder a la biblioteca en este momento.",
  gone: "Esta página ya no existe.",
  again: "Volver a intentarlo",
};

const ar: Strings = {
  language: "ar",
  direction: "rtl",
  search: "بحث",
  searchLabel: "البحث في المكتبة",
  kind: "النوع",
  topic: "الموضوع",
  all: "الكل",
  loading: "جارٍ التحميل…",
  results: (count) => `النتائج: ${count}`,
  shown: (shown, count) => `النتائج: ${shown} من ${count}`,
  nothing: "لم يُعثر على شيء. جرّبوا كلمات أخرى أو مرشحات أقل.",
  more: "عرض المزيد",
  back: "العودة إلى القائمة",
  only: (language) => `غير متاح بلغتكم بعد: ${language}`,
  files: "الملفات",
  pages: (count) => `الصفحات: ${count}`,
  publishedBy: "الناشر",
  topics: "المواضيع",
  onHub: "القراءة على Local Action Hub",
  failed: "يتعذّر الوصول إلى المكتبة حالياً.",
  gone: "لم تعد هذه الصفحة موجودة.",
  again: "إعادة المحاولة",
};

const known: Record<string, Strings> = { en, fr, es, ar };

/** The language of the widget that a tag such as `fr-CH` belongs to. */
export function languageOf(tag: string): string | undefined {
  const language = tag.split(/[-_]/)[0]!.toLowerCase();
  return language in known ? language : undefined;
}

/** The words for a language, or English where we have none. */
export function stringsFor(locale: string): Strings {
  return known[locale] ?? en;
}
