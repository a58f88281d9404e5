/** One clock for everything that shows an episode: robot, chart, videos and the bar that scrubs them. */

import { useSyncExternalStore } from 'react';

/** Seconds of an episode that pass while it plays or is scrubbed. */
export class Playback {
  /** Seconds of the last frame. */
  readonly duration: number;
  /** Seconds from one frame to the next. */
  readonly frame: number;
  #time = 0;
  #playing = false;
  /** Number of the next frame that the browser draws, while playing. */
  #request = 0;
  readonly #listeners = new Set<() => void>();

  /** `seconds` and `fps` as the sample states them; begins at `time`. */
  constructor(episode: { readonly seconds: number; readonly fps: number; readonly time: number }) {
    this.frame = 1 / episode.fps;
    this.duration = Math.max(this.frame, episode.seconds - this.frame);
    this.#time = this.#within(episode.time);
  }

  /** Seconds since the episode's start. */
  get time(): number {
    return this.#time;
  }

  get playing(): boolean {
    return this.#playing;
  }

  /** Calls `listener` at every change; gives back how to stop. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Goes to a time; what plays goes on from there. */
  seek(time: number): void {
    this.#time = this.#within(time);
    this.#tell();
  }

  /** Plays, from the start when it stands at the end. */
  play(): void {
    if (this.#playing) return;
    if (this.#time >= this.duration) this.#time = 0;
    this.#playing = true;
    let before = performance.now();
    const step = (now: number): void => {
      this.#time = this.#within(this.#time + Math.max(0, now - before) / 1000);
      before = now;
      if (this.#time >= this.duration) this.pause();
      else this.#request = requestAnimationFrame(step);
      this.#tell();
    };
    this.#request = requestAnimationFrame(step);
    this.#tell();
  }

  pause(): void {
    cancelAnimationFrame(this.#request);
    this.#playing = false;
    this.#tell();
  }

  #within(time: number): number {
    return Math.min(this.duration, Math.max(0, time));
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** The time, for what is drawn anew with it. */
export function useTime(playback: Playback): number {
  return useSyncExternalStore(playback.subscribe, () => playback.time);
}

/** Whether it plays. */
export function usePlaying(playback: Playback): boolean {
  return useSyncExternalStore(playback.subscribe, () => playback.playing);
}
