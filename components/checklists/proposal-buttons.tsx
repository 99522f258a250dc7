"use client";

import { useRouter } from "next/navigation";
import { ReasonDialog } from "#components/patterns/reason-dialog.tsx";
import { ApiProblem, callApi } from "#components/shell/api.ts";
import { toast } from "#components/ui/toast.ts";
import type { ProposalDto } from "#lib/checklists/schema/proposals.ts";

/** A lead's two decisions on a proposed change; returning it needs words. */
export function ProposalButtons({ proposal }: { proposal: Pick<ProposalDto, "id" | "template" | "by"> }) {
  const router = useRouter();
  const who = proposal.by?.name ?? "Its author";
  async function decide(verb: "approve" | "return", body: object, said: string) {
    try {
      await callApi("POST", `/checklist-proposals/${proposal.id}/${verb}`, body);
      toast({ title: said, tone: "ok" });
      router.refresh();
      return undefined;
    } catch (error) {
      return error instanceof ApiProblem ? error.message : "That did not work. Try again.";
    }
  }
  return (
    <span className="row pt-1">
      <ReasonDialog
        trigger={{ label: "Approve", size: "sm", variant: "primary" }}
        title={`Approve the change of ${proposal.template.name}?`}
        description="It becomes the next version, from the next occurrence on."
        verb="Approve"
        reason={{ label: "Note", hint: `${who} reads it.`, required: false }}
        onConfirm={(note) => decide("approve", { note: note ?? "" }, "Approved: a new version")}
      />
      <ReasonDialog
        trigger={{ label: "Return", size: "sm" }}
        title={`Return the change of ${proposal.template.name}?`}
        description="The checklist stays as it is."
        verb="Return it"
        reason={{ label: "Why", hint: `${who} reads it.`, required: true, missing: "Say what is missing." }}
        onConfirm={(reason) => decide("return", { reason: reason ?? "" }, "Returned")}
      />
    </span>
  );
}
