import { describe, expect, test } from "vitest";
import { unresolvedPlaceholders } from "./placeholders";

describe("placeholders of a command", () => {
  test("are found in all three spellings, each once", () => {
    expect(
      unresolvedPlaceholders("psql postgres://app:<PASSWORD>@{{DB_HOST}}/x -v id=____ {{DB_HOST}}"),
    ).toEqual(["{{DB_HOST}}", "<PASSWORD>", "____"]);
    expect(unresolvedPlaceholders("restore --at <timestamp> --by <YOUR NAME>")).toEqual([
      "<YOUR NAME>",
      "<timestamp>",
    ]);
  });

  test("are not what a shell or a tool reads itself", () => {
    for (const text of [
      "sort <in >out",
      "cat << EOF > file",
      "cat <<EOF>file",
      'docker ps --format "{{.Names}}"',
      "python -c 'print(__name__)'",
      'psql "$DB_URL" -c "$' + '{QUERY}"',
      "diff <(ls a) <(ls b)",
      "test 1 -lt 2",
    ]) {
      expect(unresolvedPlaceholders(text), text).toEqual([]);
    }
  });

  test("may be meant as they stand", () => {
    expect(unresolvedPlaceholders("curl -d '<note>x</note>'", ["<note>"])).toEqual([]);
  });

  test("are looked for in time that grows with the text alone", () => {
    const began = performance.now();
    for (const piece of ["<A", "{{ ", "_ ", "<a-", "{{a"]) unresolvedPlaceholders(piece.repeat(100_000));
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
