import { redirect } from "next/navigation";

/** The address without an id: the list of all checklists. */
export default function TemplatesPage() {
  redirect("/checklists?view=templates");
}
