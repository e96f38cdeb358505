import { expect, test } from "vitest";
import { safeAddress } from "../../widget/src/elements";
import { day, mediaName, size } from "../../widget/src/formats";
import { languageOf } from "../../widget/src/strings";

const hub = new URL("https://hub.example/graphql/");

test.each([
  ["https://elsewhere.example/a", "https://elsewhere.example/a"],
  ["/documents/1/a.pdf", "https://hub.example/documents/1/a.pdf"],
  ["javascript:alert(1)", undefined],
  [" java\nscript:alert(1)", undefined],
  ["data:text/html,<script>", undefined],
  ["http://[", undefined],
])("a link to %s leads to %s", (address, found) => {
  expect(safeAddress(address, hub)).toBe(found);
});

test("files are told of in the words of the reader", () => {
  expect(mediaName("application/pdf")).toBe("PDF");
  expect(mediaName("text/csv")).toBe("CSV");
  expect(size(0, "en")).toBe("0 byte");
  expect(size(999, "en")).toBe("999 byte");
  expect(size(1_000, "en")).toBe("1 kB");
  expect(size(2_340_000, "fr")).toBe("2,3\u202fMo");
  expect(day("2022-05-16", "es")).toBe("16 de mayo de 2022");
});

test.each([
  ["fr-CH", "fr"],
  ["AR", "ar"],
  ["pt", undefined],
  ["", undefined],
])("a page in %s is read in %s", (tag, language) => {
  expect(languageOf(tag)).toBe(language);
});
