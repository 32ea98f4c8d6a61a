import { createContext, useContext } from "react";
import { LineMarks } from "./line-marks.js";

export const LineMarksContext = createContext(new LineMarks());

export function useLineMarks(): LineMarks {
  return useContext(LineMarksContext);
}
