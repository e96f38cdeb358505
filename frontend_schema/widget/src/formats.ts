const MEDIA: Record<string, string> = {
  "application/pdf": "PDF",
  "application/msword": "Word",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
  "application/vnd.ms-excel": "Excel",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
  "application/vnd.ms-powerpoint": "PowerPoint",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint",
};
const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"];

/** What a kind of file is called among people. */
export function mediaName(type: string): string {
  return MEDIA[type] ?? type.split("/").pop()!.toUpperCase();
}

export function size(bytes: number, locale: string): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const options = {
    style: "unit",
    unit: UNITS[power]!,
    maximumFractionDigits: power > 1 ? 1 : 0,
  };
  return new Intl.NumberFormat(locale, options as Intl.NumberFormatOptions).format(
    bytes / 1000 ** power,
  );
}

export function number(value: number, locale: string): string {
  return new Intl.NumberFormat(locale).format(value);
}

export function day(date: string, locale: string): string {
  const options = { dateStyle: "long", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(locale, options).format(new Date(date));
}
