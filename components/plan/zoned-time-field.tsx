"use client";

import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { formatInstant, zoneNameAt } from "../ui/instant-format";
import { chosenInstant, type LocalChoice, resolveLocal } from "./local-time";

interface ZonedTimeFieldProps {
  label: string;
  name: string;
  zone: string;
  value: LocalChoice;
  onChange: (value: LocalChoice) => void;
  hint?: string;
  /** Said once it was tried to submit. */
  error?: string | null;
}

/** A date and time in a zone, with UTC beside; a repeated hour is asked about, a skipped one refused. */
export function ZonedTimeField({ label, name, zone, value, onChange, hint, error }: ZonedTimeFieldProps) {
  const found = resolveLocal(value.local, zone);
  const instant = chosenInstant(value, zone);
  const skipped =
    found.kind === "none"
      ? `The clocks in ${zone} skip ${value.local.slice(11)} that night: they show ${found.shown.slice(11)} instead.`
      : null;
  return (
    <div className="min-w-0">
      <Field
        label={label}
        error={skipped ?? error}
        hint={
          instant ? (
            <span className="font-mono">
              {formatInstant(instant, zone, "short")} {zoneNameAt(instant, zone)}
              {zone === "UTC" ? null : ` · ${formatInstant(instant, "UTC", "short")} UTC`}
            </span>
          ) : (
            hint
          )
        }
      >
        {(control) => (
          <Input
            {...control}
            type="datetime-local"
            name={name}
            mono
            value={value.local}
            onChange={(event) => onChange({ local: event.target.value, later: null })}
          />
        )}
      </Field>
      {found.kind === "two" ? (
        <fieldset className="tinted tone-hold mt-2 rounded-lg border px-3 py-2 text-[0.8125rem]">
          <legend className="sr-only">{label}: which of the two</legend>
          <p className="font-semibold">The clocks go back: this hour comes twice. Which one?</p>
          {[found.first, found.second].map((iso, index) => {
            const later = index === 1;
            return (
              <label key={iso} className="flex min-h-8 items-center gap-2 text-text">
                <input
                  type="radio"
                  name={`${name}-which`}
                  className="size-4 accent-(--hold)"
                  checked={value.later === later}
                  onChange={() => onChange({ ...value, later })}
                />
                {later ? "the second" : "the first"},{" "}
                <span className="font-mono">
                  {zoneNameAt(iso, zone)} = {formatInstant(iso, "UTC", "time")} UTC
                </span>
              </label>
            );
          })}
        </fieldset>
      ) : null}
    </div>
  );
}
