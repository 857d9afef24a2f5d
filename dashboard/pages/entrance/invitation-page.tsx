import { client } from '../../api/client.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Entrance, PasswordField, textOf } from './entrance.tsx';
import { useLinkSecret } from './link-secret.ts';

/** Where the link of an invitation leads. */
export function InvitationPage() {
  const { words } = useLanguage();
  const secret = useLinkSecret();
  return (
    <Entrance
      title={words.entrance.invitation}
      {...(secret === null && { says: words.entrance.linkIncomplete })}
      send={(fields) =>
        client.acceptInvitation({ body: { secret: secret ?? '', password: textOf(fields, 'password') } })
      }
    >
      <PasswordField isNew />
    </Entrance>
  );
}
