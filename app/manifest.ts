import type { MetadataRoute } from "next";

/** The web app manifest: name, colours and the icon for a home screen. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: "Evenkeel",
    short_name: "Evenkeel",
    description: "Incidents, checklists and KPIs of a team that runs production",
    start_url: "/today",
    display: "standalone",
    background_color: "#f1f4f6",
    theme_color: "#016372",
    icons: [{ src: "/icon.svg", sizes: "any", type: "image/svg+xml" }],
  };
}
