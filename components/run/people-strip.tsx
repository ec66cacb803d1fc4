"use client";

import { type Presence, whereabouts } from "@/lib/client/presence";
import { useNow } from "@/lib/client/use-now";
import type { RoleState } from "@/lib/run/state";
import { Button } from "../ui/button";
import { cx } from "../ui/class-names";
import { Icon } from "../ui/icon";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";
import { firstName, shortRoleName } from "./t-label";

/** For asking the rules before anybody is chosen. */
const NOBODY = "00000000-0000-4000-8000-000000000000";

/** So many chips fit beside the menu on a desk. */
const ROLES_IN_LINE = 8;

/** Who holds which role and is there; how many watch. */
export function PeopleStrip({ className }: { className?: string }) {
  const { state, presence } = useRoom();
  return (
    <ul
      aria-label="People"
      className={cx(
        "min-h-[42px] flex-wrap items-center gap-2 border-b border-line bg-panel px-3 py-1.5 sm:px-5",
        // Who comes and goes must not make the strip a line taller: long names give way instead.
        state.roles.length <= ROLES_IN_LINE && "xl:flex-nowrap",
        className,
      )}
    >
      {state.roles.map((role) => (
        <RoleChip key={role.key} role={role} presence={presence} />
      ))}
      <DeputyChip />
      <li className="ml-auto flex shrink-0 flex-wrap items-center justify-end gap-2 max-lg:mt-2 max-lg:w-full max-lg:justify-start xl:gap-0.5 2xl:gap-2">
        <RoomMenu />
        <span className="rounded-full border border-line px-2.5 py-0.5 text-[0.78125rem] whitespace-nowrap text-muted">
          {presence.watching} watching
        </span>
      </li>
    </ul>
  );
}

/** A long name of a role gives way by its length; what is an abbreviation already stays. */
function shrinkOf(name: string): number {
  return name.length <= 4 ? 0 : name.length;
}

function RoleChip({ role, presence }: { role: RoleState; presence: Presence }) {
  const { me, refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const where = role.holder ? whereabouts(presence, role.holder.personId) : null;
  const here = where?.kind === "present";
  const mine = role.holder?.personId === me.personId;
  const vacant = !role.holder;
  const assignable =
    vacant && !refuse({ type: "AssignRole", payload: { role: role.key, email: "someone@example.org" } });
  return (
    <li
      style={{ flexShrink: shrinkOf(shortRoleName(role.name)) }}
      className={cx(
        "flex min-w-0 items-center gap-1.5 rounded-full border py-0.5 pr-2.5 pl-2 text-[0.78125rem] whitespace-nowrap",
        here ? "text-text" : "text-muted",
        mine ? "border-live/60" : "border-line",
        vacant && role.required && "border-hold/60 text-hold",
      )}
    >
      <i
        aria-hidden
        className={cx(
          "size-[7px] shrink-0 rounded-full",
          here ? "bg-go" : "shadow-[inset_0_0_0_1.5px_currentColor]",
        )}
      />
      <b className="min-w-0 truncate font-semibold" title={role.name}>
        {shortRoleName(role.name)}
      </b>
      {role.holder ? (
        <span title={role.holder.name} className="shrink-0">
          {firstName(role.holder.name)}
          {mine ? " (you)" : ""}
          {where && where.kind === "away" ? <Away since={where.since} /> : null}
          <span className="sr-only">
            {here ? ", here" : where?.kind === "absent" ? ", not in the room" : ""}
          </span>
        </span>
      ) : assignable ? (
        <button
          type="button"
          className="underline"
          onClick={() => openDialog({ kind: "assign-role", role: role.key })}
        >
          assign…
        </button>
      ) : (
        <span>vacant</span>
      )}
    </li>
  );
}

/** Who may assume command when the decider is gone; production names one before it starts. */
function DeputyChip() {
  const { state, me, presence, refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const { deputy } = state;
  const nameable = !refuse({ type: "NameDeputy", payload: { personId: NOBODY, name: "asked" } });
  if (!deputy && !nameable) return null;
  const where = deputy ? whereabouts(presence, deputy.personId) : null;
  const here = where?.kind === "present";
  const missing = !deputy && state.kind === "production";
  return (
    <li
      className={cx(
        "flex shrink-0 items-center gap-1.5 rounded-full border border-dashed py-0.5 pr-2.5 pl-2 text-[0.78125rem] whitespace-nowrap",
        here ? "text-text" : "text-muted",
        missing ? "border-hold/60 text-hold" : "border-line",
      )}
    >
      <i
        aria-hidden
        className={cx("size-[7px] rounded-full", here ? "bg-go" : "shadow-[inset_0_0_0_1.5px_currentColor]")}
      />
      {nameable ? (
        <button
          type="button"
          className="font-semibold underline decoration-dotted underline-offset-2"
          title={deputy ? "Name another deputy" : "Name the deputy"}
          onClick={() => openDialog({ kind: "name-deputy" })}
        >
          Deputy{deputy ? "" : "…"}
        </button>
      ) : (
        <b className="font-semibold">Deputy</b>
      )}
      {deputy ? (
        <span title={deputy.name}>
          {firstName(deputy.name)}
          {deputy.personId === me.personId ? " (you)" : ""}
          {where?.kind === "away" ? <Away since={where.since} /> : null}
          <span className="sr-only">
            {here ? ", here" : where?.kind === "absent" ? ", not in the room" : ""}
          </span>
        </span>
      ) : null}
    </li>
  );
}

function Away({ since }: { since: string }) {
  const minutes = Math.floor((useNow() - Date.parse(since)) / 60_000);
  return <>, away{minutes >= 1 ? ` ${minutes} min` : ""}</>;
}

/** Words alone are a button to a pointer; a thumb needs its edges. */
const inHand = "max-lg:border-line max-lg:text-text";

/** What is done about the room rather than in it. */
function RoomMenu() {
  const { state, me, refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const decides = state.roles.some(
    (role) => role.capability === "decider" && role.holder?.personId === me.personId,
  );
  const offeredToMe = state.commandOffer?.to.personId === me.personId;
  return (
    <>
      {(decides && state.status !== "closed") || offeredToMe ? (
        <Button
          size="sm"
          variant={offeredToMe ? "primary" : "ghost"}
          className={offeredToMe ? "" : inHand}
          onClick={() => openDialog({ kind: "handover" })}
        >
          <Icon name="person" /> {offeredToMe ? "Command offered to you" : "Hand over…"}
        </Button>
      ) : null}
      {refuse({ type: "SendBroadcast", payload: { text: "asked" } }) ? null : (
        <Button
          size="sm"
          variant="ghost"
          className={inHand}
          onClick={() => openDialog({ kind: "broadcast" })}
        >
          Send update…
        </Button>
      )}
      {decides || state.planner.personId === me.personId || me.isAdmin ? (
        <Button size="sm" variant="ghost" className={inHand} onClick={() => openDialog({ kind: "share" })}>
          Share…
        </Button>
      ) : null}
      <Button
        size="sm"
        variant="ghost"
        className={inHand}
        title="Everything that can be done or found here: Ctrl K"
        onClick={() => openDialog({ kind: "palette" })}
      >
        More…
      </Button>
      <Button
        size="sm"
        variant="ghost"
        className="max-lg:hidden"
        onClick={() => openDialog({ kind: "keys" })}
        aria-label="Keyboard"
      >
        ?
      </Button>
    </>
  );
}
