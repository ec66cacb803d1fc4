export interface Credentials {
  email: string;
  password: string;
}

const unreachable = "The server was not reached. Nothing was sent twice; try again.";
const rejected = "The e-mail address or the password is wrong.";

/** Opens a session by the sign-in endpoint. Null when it worked, else a sentence that says why not. */
export async function submitSignIn({ email, password }: Credentials): Promise<string | null> {
  try {
    const csrf: unknown = await (await fetch("/api/auth/csrf")).json();
    const response = await fetch("/api/auth/callback/credentials", {
      method: "POST",
      body: new URLSearchParams({
        email,
        password,
        csrfToken: textIn(csrf, "csrfToken"),
        callbackUrl: "/",
        json: "true",
      }),
    });
    const answer: unknown = await response.json();
    const url = new URL(textIn(answer, "url"), location.href);
    const error = url.searchParams.get("error");
    // The server's own sentence comes back in the address; next-auth's codes are single words.
    if (error === null) return response.ok && !url.searchParams.has("csrf") ? null : rejected;
    return error.includes(" ") ? error : rejected;
  } catch {
    return unreachable;
  }
}

function textIn(value: unknown, key: string): string {
  if (value === null || typeof value !== "object") return "";
  const found: unknown = Reflect.get(value, key);
  return typeof found === "string" ? found : "";
}
