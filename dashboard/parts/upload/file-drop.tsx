import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { importQuery, sendFile } from '../../api/imports.ts';
import { useLanguage } from '../../messages/language.tsx';
import { FormProblem } from '../form-modal.tsx';
import classes from './file-drop.module.css';

const ENDINGS = '.csv,.tsv,.txt,.xlsx,.json,.ndjson,.jsonl,.parquet';

/** A place to drop a file on, or to choose one by keys; leads to what was recognised of it. */
export function FileDrop({ variant = 'filled' }: { readonly variant?: 'filled' | 'default' }) {
  const { words, format } = useLanguage();
  const { share, error, isAlready, send, stop, open } = useUpload();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  useNoStrayDrops();

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file !== undefined) send(file);
  };
  return (
    <Stack gap="sm">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what is dropped here can be chosen by the button in it, too. */}
      <div
        className={classes.drop}
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <input
          ref={input}
          type="file"
          accept={ENDINGS}
          hidden
          aria-label={words.imports.chooseFile}
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            if (file !== undefined) send(file);
            currentTarget.value = '';
          }}
        />
        {share === null ? (
          <Stack align="center" gap="xs">
            <IconFileUpload size={32} stroke={1.4} aria-hidden />
            <Text fw={500}>{words.imports.dropHere}</Text>
            <Text size="sm" c="dimmed" ta="center">
              {words.imports.formats}
            </Text>
            <Button variant={variant} mt="xs" onClick={() => input.current?.click()}>
              {words.imports.chooseFile}
            </Button>
          </Stack>
        ) : (
          <Stack w="100%" maw={420} gap="xs">
            <Text role="status">
              {share < 1 ? words.imports.sending(format.percent(share)) : words.imports.sent}
            </Text>
            <Progress value={share * 100} animated={share === 1} aria-label={words.imports.upload} />
            <Group justify="center">
              <Button size="compact-sm" variant="default" onClick={stop}>
                {words.states.cancel}
              </Button>
            </Group>
          </Stack>
        )}
      </div>
      <FormProblem error={error} />
      {isAlready !== null && (
        <Group role="status" justify="space-between">
          <Text size="sm">{words.imports.already}</Text>
          <Button size="compact-sm" variant="default" onClick={() => open(isAlready)}>
            {words.imports.lookAtIt}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

/** Sends files, one at a time, and goes to what became of each. */
function useUpload() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [share, setShare] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isAlready, setAlready] = useState<string | null>(null);
  const sending = useRef<AbortController>(null);
  useEffect(() => () => sending.current?.abort(), []);

  const open = (id: string) => void navigate({ to: '/imports/$id', params: { id } });
  const send = async (file: File) => {
    sending.current?.abort();
    const abort = new AbortController();
    sending.current = abort;
    setShare(0);
    setError(null);
    setAlready(null);
    try {
      const sent = await sendFile(file, setShare, abort.signal);
      queries.setQueryData(importQuery(sent.id).queryKey, sent);
      void queries.invalidateQueries({ queryKey: ['imports', 'list'] });
      if (sent.state === 'committed') setAlready(sent.id);
      else open(sent.id);
    } catch (failure) {
      if (!abort.signal.aborted) setError(failure);
    } finally {
      if (sending.current === abort) setShare(null);
    }
  };
  return {
    share,
    error,
    isAlready,
    open,
    send: (file: File) => void send(file),
    stop: () => sending.current?.abort(),
  };
}

/** A file that is dropped beside the place for it would replace the page. */
function useNoStrayDrops(): void {
  useEffect(() => {
    const ignore = (event: Event) => event.preventDefault();
    window.addEventListener('dragover', ignore);
    window.addEventListener('drop', ignore);
    return () => {
      window.removeEventListener('dragover', ignore);
      window.removeEventListener('drop', ignore);
    };
  }, []);
}
