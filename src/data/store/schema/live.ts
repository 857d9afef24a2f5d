/** Where people stand in a period that still runs: what they would get if it ended now. */
export interface LiveTables {
  live_results: {
    period_id: string;
    employee_id: string;
    /** The active standard, by which this was computed. */
    standard_id: string;
    tier: string | null;
    score: number | null;
    unusual: number | null;
    unrated_reason: string | null;
    updated_at: string;
  };
}
