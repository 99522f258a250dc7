"use client";

import Eye from "lucide-react/icons/eye";
import EyeOff from "lucide-react/icons/eye-off";
import { useState } from "react";
import { TextInput, type TextInputProps } from "#components/ui/inputs.tsx";

/** A password with an eye that shows it: what is seen is not mistyped twice. */
export function PasswordField(props: Omit<TextInputProps, "type" | "trail">) {
  const [shown, setShown] = useState(false);
  return (
    <TextInput
      {...props}
      type={shown ? "text" : "password"}
      autoCapitalize="none"
      spellCheck={false}
      trail={
        <button
          type="button"
          className="grid size-6 place-items-center rounded-1 hover:text-ink"
          aria-label={shown ? "Hide the password" : "Show the password"}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOff className="s" /> : <Eye className="s" />}
        </button>
      }
    />
  );
}
