import { TextInput } from '@mantine/core';

/** A day, by what the browser has for days: each reader's own order, and no script of ours. */
export function DayInput({
  label,
  description,
  value,
  onChange,
  isRequired = false,
  isReadOnly = false,
}: {
  readonly label: string;
  readonly description?: string;
  readonly value: string | null;
  readonly onChange: (day: string | null) => void;
  readonly isRequired?: boolean;
  readonly isReadOnly?: boolean;
}) {
  return (
    <TextInput
      type="date"
      label={label}
      description={description}
      value={value ?? ''}
      onChange={({ currentTarget }) => onChange(currentTarget.value || null)}
      min="1900-01-01"
      max="9999-12-31"
      required={isRequired}
      readOnly={isReadOnly}
    />
  );
}
