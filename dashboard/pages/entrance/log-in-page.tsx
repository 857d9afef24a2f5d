import { client } from '../../api/client.ts';
import { useLanguage } from '../../messages/language.tsx';
import { EmailField, Entrance, PasswordField, textOf } from './entrance.tsx';

/** Where people say who they are. */
export function LogInPage() {
  const { words } = useLanguage();
  return (
    <Entrance
      title={words.entrance.logIn}
      send={(fields) =>
        client.logIn({ body: { email: textOf(fields, 'email'), password: textOf(fields, 'password') } })
      }
    >
      <EmailField />
      <PasswordField />
    </Entrance>
  );
}
