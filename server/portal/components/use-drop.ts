/** A place that things are dropped on. */

import { useState, type DragEvent } from 'react';

/** What the place's element gets; `take` is called while the drop is handled. */
export function useDrop(take: (transfer: DataTransfer) => void) {
  const [over, setOver] = useState(false);
  return {
    'data-over': over,
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      take(event.dataTransfer);
    },
  };
}
