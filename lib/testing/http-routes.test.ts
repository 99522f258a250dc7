import { describe, expect, it } from "vitest";
import { readRoutes, shadowed } from "./http-routes.ts";

describe("the order of the routes", () => {
  it("lets every route be reached", async () => {
    const routes = await readRoutes();
    expect(routes.length).toBeGreaterThan(200);
    expect(shadowed(routes)).toEqual([]);
  });

  it("notices a route that stands behind a wider one, and one that is declared twice", () => {
    const get = (...paths: string[]) => paths.map((path) => ({ method: "get", path }));
    expect(shadowed(get("/things/{id}", "/things/board"))).toEqual([
      "get /things/board stands behind /things/{id}",
    ]);
    expect(shadowed(get("/things/{id}/parts/{part}", "/things/{id}/parts/first"))).toHaveLength(1);
    expect(shadowed(get("/things", "/things"))).toHaveLength(1);
    expect(shadowed(get("/things/board", "/things/{id}", "/things/{id}/parts"))).toEqual([]);
    expect(shadowed([...get("/things/{id}"), { method: "post", path: "/things/board" }])).toEqual([]);
  });
});
