import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";
import "../src/i18n";

// A wait ends as soon as what it waits for is there: this is how slow a machine may be, not how long a test takes.
configure({ asyncUtilTimeout: 15_000 });

afterEach(cleanup);
