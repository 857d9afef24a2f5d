import { Center, Loader } from '@mantine/core';
import { useLanguage } from '../messages/language.tsx';

/** Something is on its way. */
export function Waiting() {
  const { words } = useLanguage();
  return (
    <Center mih={240} role="status">
      <Loader aria-hidden />
      <span className="visually-hidden">{words.states.loading}</span>
    </Center>
  );
}
