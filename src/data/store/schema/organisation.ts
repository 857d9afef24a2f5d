/** Who works here, where, under whom and when. */
export interface OrganisationTables {
  settings: { name: string; value: string };
  departments: { id: string; name: string; parent_id: string | null } & Versioned;
  positions: { id: string; name: string; rubric_name: string | null } & Versioned;
  periods: { id: string; name: string; starts_on: string; ends_on: string } & Versioned;
  employees: EmployeeTable;
  employee_costs: { employee_id: string; period_id: string; cost: number; currency: string };
  /** Never a feature of anybody's evaluation; read by the fairness view alone. */
  protected_attributes: { employee_id: string; name: string; value: string };
}

export interface Versioned {
  /** Rises with every change; the entity tag of the API. */
  version: number;
  created_at: string;
  updated_at: string;
}

interface EmployeeTable extends Versioned {
  id: string;
  /** What files and other systems call the person: unique, as text. */
  number: string;
  name: string | null;
  department_id: string | null;
  position_id: string | null;
  manager_id: string | null;
  active_from: string | null;
  active_to: string | null;
  /** Number and name, folded for searching. */
  search: string;
}
