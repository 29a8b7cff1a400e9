import { Select, type SelectProps, Text } from '@mantine/core';
import type { Role } from '../../src/accounts/permissions.js';
import { roleChoices, roleWords } from './role-words.js';

/** The four roles, each with what it may do. */
export function RoleSelect({
  onRole,
  ...props
}: Omit<SelectProps, 'data' | 'onChange' | 'renderOption'> & { onRole: (role: Role) => void }) {
  return (
    <Select
      {...props}
      data={roleChoices}
      allowDeselect={false}
      comboboxProps={{ width: 240, position: 'bottom-end' }}
      onChange={(value) => {
        const role = roleChoices.find((each) => each === value);
        if (role) onRole(role);
      }}
      renderOption={({ option }) => (
        <div>
          <Text fw={600} fz="sm">
            {option.label}
          </Text>
          <Text fz="xs" c="dimmed">
            {roleWords[option.value as Role]}
          </Text>
        </div>
      )}
    />
  );
}
