import type { DatasetReport } from "@schema";
import { useEffect, useState } from "react";
import { readReport } from "../../api/datasets";
import { isServerError } from "../../api/request";

/** The statistics of a data set and what may be wrong with it; `null` until they are here. */
export function useReport(name: string, target: string | undefined): DatasetReport | null {
  const [report, setReport] = useState<DatasetReport | null>(null);
  useEffect(() => {
    let current = true;
    setReport(null);
    readReport(name, target).then(
      (found) => {
        if (current) setReport(found);
      },
      (error) => {
        if (!isServerError(error)) throw error; // the rows say what is wrong with the connection
      },
    );
    return () => {
      current = false;
    };
  }, [name, target]);
  return report;
}
