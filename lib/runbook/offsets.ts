const UNIT_MINUTES: [RegExp, number][] = [
  [/^(?:s|secs?|seconds?|sekunden?|秒|초)$|^сек/iu, 1 / 60],
  [/^(?:mo|mon)/iu, 43200],
  [/^(?:m|mins?|minut\p{L}*|мин\p{L}*|分钟|分鐘|分|분|phút|phut)/iu, 1],
  [
    /^(?:hours?|hrs?|heures?|horas?|hodin\p{L}*|h|std\.?|stunden?|小时|小時|時間|时|時|시간|giờ|час\p{L}*|ч)/iu,
    60,
  ],
  [/^(?:days?|d|tage?n?|jours?|j|días?|dias?|dní|den|天|日|일|ngày|дн\p{L}*|день)/iu, 1440],
  [/^(?:weeks?|w|wochen?|semanas?|semaines?|周|週|주)/iu, 10080],
];

const UNIT =
  "(?:seconds?|secs?|s|minut\\p{L}*|mins?|m|hours?|hrs?|h|heures?|horas?|hodin\\p{L}*|std\\.?|stunden?|days?|d|tage?n?|jours?|weeks?|w|wochen?|días?|dias?|分钟|分鐘|分|小时|小時|時間|时|時|天|日|분|시간|일|phút|giờ|ngày|мин\\p{L}*|час\\p{L}*|дн\\p{L}*|ч)";

function unitFactor(unit: string): number {
  return UNIT_MINUTES.find(([pattern]) => pattern.test(unit))?.[1] ?? 1;
}

const DURATION = new RegExp(
  `(\\d{1,4}(?:[.,]\\d{1,2})?)\\s?(?:(?:-|–|~|to|bis|à|a)\\s?(\\d{1,4}(?:[.,]\\d{1,2})?)\\s?)?-?(${UNIT})(?![\\p{Script=Latin}\\p{Script=Cyrillic}\\p{N}])`,
  "iu",
);
const CLOCK_DURATION = /^\s*(\d{1,2}):(\d{2})(?::\d{2})?\s*$/;
const COMPOUND = /(\d{1,2})\s?h(?:ours?|rs?)?\s?(\d{1,2})\s?(?:m|min)?(?![\p{L}\p{N}])/iu;

/** Minutes of "5 min", "~2h", "1h30", "10-15 minutes" (the upper bound); null when no duration is written. */
export function durationMinutes(text: string): number | null {
  const clock = CLOCK_DURATION.exec(text);
  if (clock !== null) return Number(clock[1]) * 60 + Number(clock[2]);
  const compound = COMPOUND.exec(text);
  if (compound !== null) return Number(compound[1]) * 60 + Number(compound[2]);
  const match = DURATION.exec(text);
  if (match === null) return null;
  const amount = Number((match[2] ?? match[1] ?? "0").replace(",", "."));
  const minutes = amount * unitFactor(match[3] ?? "m");
  return Number.isFinite(minutes) ? Math.round(minutes * 100) / 100 : null;
}

const DURATION_ALONE =
  /^\s*(?:~|≈|approx\.?|ca\.?|circa|etwa|rund|est\.?:?|max\.?|up to|about|env\.?|environ|aprox\.?|unos|cerca de|asi|около|примерно|khoảng|约|約|大约|大約|预计|預計|予定|약|duration:?|eta:?|dauer:?|durée\s?:?|duración:?|duração:?|durata:?)?\s*\d[\d.,\s–~-]*\s?\p{L}+\.?\s*$/iu;

/** "(5 min)", "[~2h]" or "Duration: 10m" inside a text: only these say how long something takes (rule 13). */
export function statedDuration(text: string): number | null {
  for (const part of text.matchAll(/[([（]([^()[\]（）]{1,60})[)\]）]/g)) {
    for (const inner of (part[1] ?? "").split(/[,，、;；·|]/)) {
      const minutes = DURATION_ALONE.test(inner) ? durationMinutes(inner) : null;
      if (minutes !== null) return minutes;
    }
  }
  const labelled =
    /(?:duration|eta|estimated time|est\. time|time estimate|dauer|durée|duración|duração|所要時間|时长|예상 시간|длительность)\s?[:：]\s?([^\n]{1,30})/iu.exec(
      text,
    );
  return labelled === null ? null : durationMinutes(labelled[1] ?? "");
}

interface OffsetFound {
  /** Minutes relative to T-0. */
  minutes: number;
  /** As written, without spaces: "T-60", "D-1". */
  label: string;
  at: number;
  length: number;
}

const OFFSET = new RegExp(
  `(?<![\\p{L}\\p{N}_/.-])(?:(T)\\s?(?:([+\\-−–±])\\s?(\\d{1,4})(?::(\\d{2}))?(?:\\s?(${UNIT}|Min(?:ute)?s?|MIN(?:UTE)?S?|H(?:ou)?rs?|HOURS?|Days?|DAYS?|Weeks?))?|0)|([DJ])\\s?([+\\-−–])\\s?(\\d{1,3}))(?![\\p{L}\\p{N}_])`,
  "u",
);

const SPOKEN = new RegExp(
  `(?<![\\p{L}\\p{N}])T[- ]?(minus|plus)[- ]?(\\d{1,4})(?:[- ]?(${UNIT}))?(?![\\p{L}\\p{N}_])`,
  "iu",
);

/** "T-minus 2 hours" and "D-Day", written out. */
function spokenOffset(text: string): OffsetFound | null {
  const day = /(?<![\p{L}\p{N}])(?:D[- ]?Day|Day[- ]0|T[- ]?zero)(?![\p{L}\p{N}])/iu.exec(text);
  if (day !== null) return { minutes: 0, label: day[0], at: day.index, length: day[0].length };
  const match = SPOKEN.exec(text);
  if (match === null) return null;
  const sign = (match[1] ?? "").toLowerCase() === "minus" ? "-" : "+";
  const factor = match[3] === undefined ? 1 : unitFactor(match[3]);
  const minutes = Math.round(Number(match[2]) * factor);
  return {
    minutes: sign === "-" && minutes !== 0 ? -minutes : minutes,
    label: `T${sign}${match[2] ?? ""}${match[3] === undefined ? "" : match[3].charAt(0).toLowerCase()}`,
    at: match.index,
    length: match[0].length,
  };
}

/** The first T- or D-offset of a text; null when there is none. T counts minutes unless a unit is written. */
export function findOffset(text: string): OffsetFound | null {
  const match = OFFSET.exec(text);
  if (match === null) return spokenOffset(text);
  const label = match[0].replace(/\s+/g, "").replace(/[−–]/g, "-");
  const sign = /[-−–]/.test(match[2] ?? match[7] ?? "+") ? -1 : 1;
  let minutes = 0;
  if (match[6] !== undefined) minutes = Number(match[8]) * 1440;
  else if (match[4] !== undefined) minutes = Number(match[3]) * 60 + Number(match[4]);
  else if (match[3] !== undefined)
    minutes = Number(match[3]) * (match[5] === undefined ? 1 : unitFactor(match[5]));
  return {
    minutes: minutes === 0 ? 0 : Math.round(sign * minutes),
    label,
    at: match.index,
    length: match[0].length,
  };
}

/** An offset as an annotation gives it: "T-15", "T+30", "D-7"; null for one that cannot be written so. */
export function offsetText(minutes: number): string | null {
  const amount = Math.abs(minutes);
  const sign = minutes > 0 ? "+" : "-";
  if (!Number.isInteger(minutes)) return null;
  if (amount <= 9999) return `T${sign}${amount}`;
  return amount % 1440 === 0 && amount / 1440 <= 999 ? `D${sign}${amount / 1440}` : null;
}

export function offsetMinutes(text: string): number | null {
  return findOffset(text)?.minutes ?? null;
}

/** How often: "every 15m", "hourly", "3x daily", "twice a day", in minutes; null for "continuous" or no frequency. */
export function frequencyMinutes(text: string): number | null {
  const t = text.toLowerCase();
  const perDay =
    /(\d{1,3}|twice|three times|four times|once)\s?(?:x|×|times|mal|fois|veces)?\s?(?:a|per|\/|pro|par|al)?\s?(?:day|daily|tag|täglich|jour|día)/u.exec(
      t,
    );
  if (perDay !== null) {
    const word = perDay[1] ?? "1";
    const named: Record<string, number> = { once: 1, twice: 2, "three times": 3, "four times": 4 };
    const count = named[word] ?? Number(word);
    if (count > 0 && !/every/.test(t)) return Math.round(1440 / count);
  }
  const every =
    /(?:every|each|alle|toutes les|tous les|cada|a cada|每隔?|毎|каждые|mỗi|každých)\s?(\d[^\n]{0,20})/u.exec(
      t,
    );
  if (every !== null) return durationMinutes(every[1] ?? "");
  const cjk = /(\d{1,3})\s?(分|分钟|小时|時間|분|시간)\s?(?:ごと|毎|마다|一次|おき)/u.exec(t);
  if (cjk !== null) return durationMinutes(`${cjk[1]}${cjk[2]}`);
  if (/half[- ]hourly|every half hour/.test(t)) return 30;
  if (/hourly|every hour|per hour|stündlich|horaire|cada hora|每小时|毎時|매시간|ежечасно/u.test(t))
    return 60;
  if (/daily|every day|each day|per day|täglich|quotidien|diari|每天|每日|毎日|매일|ежедневно/u.test(t))
    return 1440;
  if (/weekly|wöchentlich|hebdomadaire|semanal/u.test(t)) return 10080;
  if (/every minute|minutely/.test(t)) return 1;
  return null;
}
