/** Mantine in Kinship's drawing: warm paper, ink, one teal; hairlines instead of shadows, corners barely broken. */

import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

const TEAL: MantineColorsTuple = [
  '#e6f4f1',
  '#cde6e0',
  '#9fd0c6',
  '#6dbaab',
  '#45a695',
  '#2b9784',
  '#1a8573',
  '#0d6e5f',
  '#0b6457',
  '#064a40',
];
/** Neutral steps of the dark scheme, from text to ground. */
const INK: MantineColorsTuple = [
  '#e6ebe6',
  '#c5cec9',
  '#9aaaa4',
  '#74857f',
  '#3b4945',
  '#2b3633',
  '#1c2523',
  '#151d1b',
  '#0f1514',
  '#0a0f0e',
];

/** Filled surfaces: one accent for what goes on, one for what cannot be undone; their text is readable in both schemes. */
const variantColors: VariantColorsResolver = (input) => {
  const usual = defaultVariantColorsResolver(input);
  if (input.variant !== 'filled') return usual;
  const tone = input.color === 'red' ? 'bad' : 'accent';
  const background = `var(--k-${tone})`;
  return { ...usual, background, hover: background, color: `var(--k-on-${tone})` };
};

/** The theme. Colours that pages use stand in styles/base.css as variables. */
export const theme = createTheme({
  fontFamily: 'var(--k-sans)',
  fontFamilyMonospace: 'var(--k-mono)',
  headings: { fontFamily: 'var(--k-sans)', fontWeight: '560' },
  colors: { teal: TEAL, dark: INK },
  primaryColor: 'teal',
  primaryShade: { light: 8, dark: 4 },
  defaultRadius: 2,
  cursorType: 'pointer',
  respectReducedMotion: true,
  variantColorResolver: variantColors,
});

/** Mantine's own variables, pointed at ours: one palette, two schemes. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-color-body': 'var(--k-paper)',
    '--mantine-color-text': 'var(--k-ink)',
    '--mantine-color-dimmed': 'var(--k-soft)',
    '--mantine-color-placeholder': 'var(--k-soft)',
    '--mantine-color-default': 'var(--k-sheet)',
    '--mantine-color-default-hover': 'var(--k-wash)',
    '--mantine-color-default-color': 'var(--k-ink)',
    '--mantine-color-default-border': 'var(--k-line-strong)',
    '--mantine-color-anchor': 'var(--k-accent)',
    '--mantine-color-error': 'var(--k-bad)',
    '--mantine-color-disabled': 'var(--k-wash)',
    '--mantine-color-disabled-color': 'var(--k-soft)',
    '--mantine-color-disabled-border': 'var(--k-line)',
  },
  light: {},
  dark: {},
});
