import { ActionIcon, Box, Paper, Stack, Text, useComputedColorScheme } from '@mantine/core';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { IconFocusCentered, IconLasso, IconMinus, IconPlus } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { PeopleMap } from '../../../src/client/index.ts';
import { isPrinting, useIsPrinting } from '../../app/printing.ts';
import { useLanguage } from '../../messages/language.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import classes from './plane.module.css';
import { nearestTo, type Plane, type Point, peopleWithin } from './plane.ts';
import { PlanePainter, type Scene } from './plane-painter.ts';

/** Whom the pointer is at, and where. */
interface Hint extends Point {
  readonly person: number;
}

/** Pixels within which a pointer is at a person, and up to which a press is a click. */
const NEAR = 12;
const STILL = 4;
const STEP = 60;
/** Its size where it is printed, as the style sheet has it. */
const PAPER = { width: 640, height: 440 };

/** The plane to look around in: moved and zoomed by pointer, fingers or keys; people are chosen by a line around them. */
export function PlaneView({
  map,
  plane,
  labels,
  title,
  chosen,
  onChoose,
}: {
  readonly map: PeopleMap;
  readonly plane: Plane;
  readonly labels: { readonly x: (value: number) => string; readonly y: (value: number) => string };
  readonly title: string;
  readonly chosen: readonly number[];
  readonly onChoose: (people: readonly number[]) => void;
}) {
  const { words, format } = useLanguage();
  const isDark = useComputedColorScheme('light') === 'dark';
  const { ref: sized, width, height } = useElementSize<HTMLElement>();
  const frame = useRef<HTMLElement>(null);
  const merged = useMergedRef(sized, frame);
  const ground = useRef<HTMLCanvasElement>(null);
  const points = useRef<HTMLCanvasElement>(null);
  const above = useRef<HTMLCanvasElement>(null);
  const painter = useRef<PlanePainter | null>(null);
  const waiting = useRef(0);
  const [isLasso, setLasso] = useState(false);
  const [hint, setHint] = useState<Hint | null>(null);

  const scene = useMemo<Scene>(
    () => ({
      plane,
      ranks: map.people.tier_rank,
      unusual: map.people.unusual,
      tiers: map.tiers,
      isDark,
      labelX: labels.x,
      labelY: labels.y,
    }),
    [plane, map, isDark, labels],
  );
  const hand = useRef<Hand>({ line: [], hovered: -1, pointers: new Map() });

  /** Paints with the next frame of the screen, however often it is asked to; what is printed has no next frame. */
  const paint = useCallback(() => {
    const draw = () => {
      waiting.current = 0;
      painter.current?.draw();
      painter.current?.drawAbove(hand.current.line, hand.current.hovered);
    };
    if (isPrinting()) draw();
    else if (waiting.current === 0) waiting.current = requestAnimationFrame(draw);
  }, []);

  useEffect(() => {
    if (!ground.current || !points.current || !above.current) return;
    const sheets = { ground: ground.current, points: points.current, above: above.current };
    if (painter.current === null) painter.current = new PlanePainter(sheets, scene);
    painter.current.show(scene);
    hand.current.hovered = -1;
    setHint(null);
    paint();
  }, [scene, paint]);

  const onPaper = useIsPrinting();
  useEffect(() => {
    const size = onPaper ? PAPER : { width, height };
    if (size.width <= 0 || size.height <= 0) return;
    const sharpness = onPaper ? 2 : Math.min(2, window.devicePixelRatio || 1);
    painter.current?.resize(size.width, size.height, sharpness);
    paint();
  }, [onPaper, width, height, paint]);

  useEffect(() => {
    painter.current?.choose(chosen);
    paint();
  }, [chosen, paint]);

  useEffect(
    () => () => {
      cancelAnimationFrame(waiting.current);
      waiting.current = 0;
      painter.current = null;
    },
    [],
  );

  const zoom = useCallback(
    (factor: number, around?: Point) => {
      painter.current?.zoom(factor, around ?? painter.current.middle());
      setHint(null);
      paint();
    },
    [paint],
  );

  useEffect(() => {
    const place = frame.current;
    if (place === null) return;
    // React listens to wheels in a way that cannot keep the page from scrolling.
    const turn = (event: WheelEvent) => {
      event.preventDefault();
      const { left, top } = place.getBoundingClientRect();
      zoom(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0016)), {
        x: event.clientX - left,
        y: event.clientY - top,
      });
    };
    place.addEventListener('wheel', turn, { passive: false });
    return () => place.removeEventListener('wheel', turn);
  }, [zoom]);

  const placeOf = (event: React.PointerEvent): Point => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };

  const lookAt = (at: Point) => {
    if (painter.current === null) return;
    const person = nearestTo(plane, painter.current.at(at), painter.current.reach(NEAR));
    if (person === hand.current.hovered) return;
    hand.current.hovered = person;
    if (person < 0) setHint(null);
    else setHint({ person, ...painter.current.onSheet({ x: plane.x[person], y: plane.y[person] }) });
    paint();
  };

  const press = (event: React.PointerEvent) => {
    if (event.target instanceof Element && event.target.closest('a, button')) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const at = placeOf(event);
    hand.current.pointers.set(event.pointerId, { from: at, now: at });
    if ((isLasso || event.shiftKey) && hand.current.pointers.size === 1) hand.current.line = [at];
  };

  const move = (event: React.PointerEvent) => {
    const { pointers, line } = hand.current;
    const at = placeOf(event);
    const pressed = pointers.get(event.pointerId);
    if (pressed === undefined) return lookAt(at);
    const { now } = pressed;
    pointers.set(event.pointerId, { ...pressed, now: at });
    if (line.length > 0) {
      hand.current.line = [...line, at];
      return paint();
    }
    const [other] = [...pointers].filter(([id]) => id !== event.pointerId);
    if (other !== undefined) {
      const fixed = other[1].now;
      const apart = (one: Point) => Math.max(10, Math.hypot(one.x - fixed.x, one.y - fixed.y));
      return zoom(apart(at) / apart(now), { x: (at.x + fixed.x) / 2, y: (at.y + fixed.y) / 2 });
    }
    painter.current?.pan(at.x - now.x, at.y - now.y);
    if (hint !== null) setHint(null);
    hand.current.hovered = -1;
    paint();
  };

  const release = (event: React.PointerEvent) => {
    const { line, pointers } = hand.current;
    const pressed = pointers.get(event.pointerId);
    pointers.delete(event.pointerId);
    if (pressed === undefined || painter.current === null) return;
    if (line.length > 2) {
      const corners = line.map((at) => painter.current?.at(at) ?? at);
      onChoose(peopleWithin(plane, corners));
    }
    hand.current.line = [];
    const { from } = pressed;
    const at = placeOf(event);
    if (Math.hypot(at.x - from.x, at.y - from.y) < STILL) lookAt(at);
    paint();
  };

  const whole = () => {
    if (painter.current) painter.current.view = plane.box;
    setHint(null);
    paint();
  };

  const pressKey = (event: React.KeyboardEvent) => {
    const keys: Readonly<Record<string, (() => void) | undefined>> = {
      ArrowLeft: () => painter.current?.pan(STEP, 0),
      ArrowRight: () => painter.current?.pan(-STEP, 0),
      ArrowUp: () => painter.current?.pan(0, STEP),
      ArrowDown: () => painter.current?.pan(0, -STEP),
      '+': () => zoom(1.4),
      '-': () => zoom(1 / 1.4),
      '0': whole,
    };
    const act = keys[event.key];
    if (act === undefined || event.target !== event.currentTarget) return;
    event.preventDefault();
    act();
    setHint(null);
    paint();
  };

  return (
    <section
      ref={merged}
      className={classes.frame}
      data-mode={isLasso ? 'lasso' : 'move'}
      aria-label={title}
      aria-describedby="map-keys"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what is looked around in must be reached by keys (WCAG 2.1.1).
      tabIndex={0}
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={release}
      onPointerCancel={release}
      onKeyDown={pressKey}
    >
      <canvas ref={ground} className={classes.sheet} aria-hidden />
      <canvas ref={points} className={classes.points} aria-hidden />
      <canvas ref={above} className={classes.sheet} aria-hidden />
      <Text id="map-keys" className="visually-hidden">
        {words.map.keys}
      </Text>
      <ActionIcon.Group orientation="vertical" className={`${classes.tools} no-print`}>
        <ActionIcon
          variant={isLasso ? 'filled' : 'default'}
          aria-label={words.map.lasso}
          aria-pressed={isLasso}
          onClick={() => setLasso(!isLasso)}
          size="lg"
        >
          <IconLasso size={18} aria-hidden />
        </ActionIcon>
        <ActionIcon variant="default" aria-label={words.map.closer} onClick={() => zoom(1.5)} size="lg">
          <IconPlus size={18} aria-hidden />
        </ActionIcon>
        <ActionIcon variant="default" aria-label={words.map.farther} onClick={() => zoom(1 / 1.5)} size="lg">
          <IconMinus size={18} aria-hidden />
        </ActionIcon>
        <ActionIcon variant="default" aria-label={words.map.everybody} onClick={whole} size="lg">
          <IconFocusCentered size={18} aria-hidden />
        </ActionIcon>
      </ActionIcon.Group>
      {hint && (
        <Paper
          withBorder
          shadow="sm"
          p={8}
          className={classes.hint}
          style={{
            left: Math.min(hint.x + 12, Math.max(0, width - 250)),
            top: hint.y > height / 2 ? undefined : hint.y + 12,
            bottom: hint.y > height / 2 ? height - hint.y + 12 : undefined,
          }}
        >
          <HintText map={map} plane={plane} person={hint.person} labels={labels} score={format.number} />
        </Paper>
      )}
    </section>
  );
}

interface Hand {
  /** Drawn so far around people. */
  line: readonly Point[];
  hovered: number;
  readonly pointers: Map<number, { readonly from: Point; readonly now: Point }>;
}

function HintText({
  map: { people, tiers },
  plane,
  person,
  labels,
  score,
}: {
  readonly map: PeopleMap;
  readonly plane: Plane;
  readonly person: number;
  readonly labels: { readonly x: (value: number) => string; readonly y: (value: number) => string };
  readonly score: (value: number) => string;
}) {
  const { words } = useLanguage();
  return (
    <Stack gap={2}>
      <PageLink to="/people/$id" params={{ id: people.employee_id[person] }} size="sm" fw={600}>
        {people.name[person] ?? people.number[person]}
      </PageLink>
      <Text size="xs">
        {tiers[people.tier_rank[person]]} · {score(people.score[person])}
      </Text>
      <Text size="xs" c="dimmed">
        {labels.x(plane.x[person])} · {labels.y(plane.y[person])}
      </Text>
      {people.unusual[person] === 1 && <Box fz="xs">{words.people.unusual}</Box>}
    </Stack>
  );
}
