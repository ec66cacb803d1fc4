"use client";

import { Icon } from "../ui/icon";
import { useRoom } from "./room-context";

/** Whom to call, in the order of escalation: comes up when the run is halted or a decision clock has run out. */
export function Contacts() {
  const { state } = useRoom();
  if (state.contacts.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1.5 text-[0.6875rem] tracking-[0.08em] text-muted uppercase">Call</h3>
      <ol className="grid gap-1.5">
        {state.contacts.map((contact) => (
          <li key={`${contact.role}-${contact.contact}`} className="flex flex-wrap items-baseline gap-x-3">
            <span className="min-w-44">
              <Icon name="person" className="mr-2 align-[-0.15em] text-muted" />
              <b className="font-semibold">{contact.role}</b>
            </span>
            <Contact text={contact.contact} />
            {contact.escalation ? <span className="text-muted">then {contact.escalation}</span> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

const PHONE = /^\+?[\d\s()/.-]{5,}$/;
const MAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** A number can be called and an address written to, from the phone that shows them. */
function Contact({ text }: { text: string }) {
  const trimmed = text.trim();
  if (PHONE.test(trimmed)) {
    return (
      <a href={`tel:${trimmed.replace(/[^\d+]/g, "")}`} className="font-mono text-live underline">
        {text}
      </a>
    );
  }
  if (MAIL.test(trimmed)) {
    return (
      <a href={`mailto:${trimmed}`} className="text-live underline">
        {text}
      </a>
    );
  }
  return <span>{text}</span>;
}
