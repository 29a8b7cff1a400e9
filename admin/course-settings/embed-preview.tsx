import { Box, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';

/** The form itself, rendered by the very script that other sites load, and inert. */
export function EmbedPreview({ script }: { script: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = place.current;
    if (!box) return;
    const given = new DOMParser().parseFromString(script, 'text/html');
    const form = given.querySelector('[data-coursepost]');
    const path = given.querySelector('script')?.getAttribute('src');
    if (!form || !path) return;
    const loader = document.createElement('script');
    loader.src = new URL(path).pathname; // our own, also where the admin is open under another name
    box.replaceChildren(document.importNode(form, true), loader);
    return () => box.replaceChildren();
  }, [script]);
  return (
    <div>
      <Text fz="sm" c="dimmed" mb="xs">
        Looks like this here:
      </Text>
      <Box ref={place} inert p="md" bg="var(--house-panel)" style={{ borderRadius: 8 }} />
    </div>
  );
}
