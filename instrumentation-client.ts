import { makeFetchPatient } from "#components/shell/patient-fetch.ts";

// Runs in the browser before the page becomes interactive.
makeFetchPatient();
