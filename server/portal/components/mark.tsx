/** Kinship's mark: two arms of different build that reach for one point. */

/** The mark in the colour of the text around it. */
export function Mark({ size = 26 }: { readonly size?: number }) {
  return (
    <svg
      viewBox="0 0 48 48"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="3"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M8 40h12M14 40V28l10-9" />
      <path d="M40 40H28M34 40V28l-10-9" />
      <path d="M24 19V8" />
      <g fill="currentColor" stroke="none">
        <circle cx="24" cy="19" r="4.6" />
        <circle cx="14" cy="28" r="3.8" />
        <circle cx="34" cy="28" r="3.8" />
      </g>
    </svg>
  );
}
