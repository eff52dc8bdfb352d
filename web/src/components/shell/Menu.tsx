import { useSignal, type Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon, type IconName } from './Icon';

interface MenuProps {
  /** What the button says; seen only where there is no `icon`. */
  label: string;
  icon?: IconName;
  /** On which side of the button the panel lies. */
  align?: 'left' | 'right';
  class?: string;
  /** Whether it is open, where something else than its button opens it too. */
  shown?: Signal<boolean>;
  children: (close: () => void) => ComponentChildren;
}

/** A button that opens a panel under it; Escape and a click elsewhere close it, and the button has the keyboard again. */
export function Menu({ label, icon, align = 'left', class: className = '', shown, children }: MenuProps) {
  const own = useSignal(false);
  const state = shown ?? own;
  const open = state.value;
  const setOpen = (next: boolean): void => { state.value = next; };
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const close = (): void => {
    setOpen(false);
    if (root.current?.contains(document.activeElement)) button.current?.focus();
  };
  // At once, so that the next key goes to the panel.
  useLayoutEffect(() => {
    if (open) keepInSight(root.current?.querySelector<HTMLElement>('.menu-panel'));
    if (open) root.current?.querySelector<HTMLElement>('.menu-panel :is(button, input, select, a):not(:disabled)')?.focus();
  }, [open]);
  useEffect(() => {
    if (!open) return undefined;
    const outside = (event: Event): void => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
    };
  }, [open]);
  return (
    <div class={`menu ${className}`} ref={root} onKeyDown={(event) => {
      if (event.key === 'Escape' && open) { event.stopPropagation(); close(); }
      else if (open) moveInMenu(event, root.current);
    }}>
      <button ref={button} type="button" class={`button quiet${icon ? ' icon' : ''}`} aria-expanded={open} aria-controls={id}
        aria-label={icon ? label : undefined} title={icon ? label : undefined}
        onClick={() => { if (open) close(); else setOpen(true); }}>
        {icon ? <Icon name={icon} /> : <><span class="menu-label">{label}</span><Icon name="down" /></>}
      </button>
      <div id={id} class={`menu-panel ${align}`} hidden={!open} role="group" aria-label={label}>{open ? children(close) : null}</div>
    </div>
  );
}

const kEdge = 8;

/** Moves an open panel that would reach beyond the window's edge to the side. */
function keepInSight(panel: HTMLElement | null | undefined): void {
  if (!panel) return;
  panel.style.translate = '';
  const { left, right } = panel.getBoundingClientRect();
  const over = Math.min(left - kEdge, Math.max(0, right - (document.documentElement.clientWidth - kEdge)));
  if (over > 0) panel.style.translate = `${-over}px 0`;
}

/** Up and down go through what can be pressed; fields keep their own arrows. */
function moveInMenu(event: KeyboardEvent, root: HTMLElement | null): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  if (event.target instanceof HTMLSelectElement || event.target instanceof HTMLInputElement) return;
  const items = [...(root?.querySelectorAll<HTMLElement>('.menu-panel :is(button, input, select, a):not(:disabled)') ?? [])];
  const at = items.indexOf(event.target as HTMLElement);
  if (at < 0) return;
  event.preventDefault();
  event.stopPropagation();
  items[(at + (event.key === 'ArrowDown' ? 1 : items.length - 1)) % items.length]?.focus();
}

interface ItemProps {
  icon?: IconName;
  onClick: () => void;
  disabled?: boolean;
  checked?: boolean;
  children: ComponentChildren;
}

export function MenuItem({ icon, onClick, disabled = false, checked, children }: ItemProps) {
  return (
    <button type="button" class="menu-item" disabled={disabled} onClick={onClick} aria-pressed={checked}>
      {checked !== undefined ? <span class="menu-check">{checked ? <Icon name="check" /> : null}</span> : null}
      {icon ? <Icon name={icon} /> : null}
      <span class="menu-text">{children}</span>
    </button>
  );
}
