"use client";

import { useEffect, useState } from "react";

/** Text that somebody is writing, kept in this browser: neither an update nor a reload loses it. */
export function useStoredText(key: string): [string, (text: string) => void] {
  const [text, setText] = useState("");
  useEffect(() => {
    try {
      setText(localStorage.getItem(key) ?? "");
    } catch {
      // Without storage the text lives as long as the tab.
    }
  }, [key]);
  function store(next: string) {
    setText(next);
    try {
      if (next === "") localStorage.removeItem(key);
      else localStorage.setItem(key, next);
    } catch {
      // As above.
    }
  }
  return [text, store];
}
