import { redirect } from "next/navigation";

/** Today is the home. */
export default function Home() {
  redirect("/today");
}
