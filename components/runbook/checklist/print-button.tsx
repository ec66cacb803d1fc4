"use client";

import { Button } from "../../ui/button";

/** Hands the page to the browser's printing. */
export function PrintButton() {
  return (
    <Button variant="primary" onClick={() => window.print()}>
      Print
    </Button>
  );
}
