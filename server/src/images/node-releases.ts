/** Node's release schedule. Pure: the day is a parameter. Source: nodejs/Release schedule.json, see `data/node-releases.json`. */
import data from '../../data/node-releases.json' with { type: 'json' };
import type { NodeTag } from './node-tag.ts';

/** The day for which the bundled facts were put together, ISO form. The default of every `date` parameter. */
export const FACTS_DATE = '2026-11-23';

interface Release {
  /** `0.12`, `4`, `26`. */
  readonly line: string;
  readonly start: string;
  readonly lts?: string;
  readonly maintenance?: string;
  readonly end: string;
  readonly codename?: string;
  /** True when public Wolfi carries this major. */
  readonly wolfi?: boolean;
}

export interface ReleaseStatus {
  readonly status: 'eol' | 'maintenance' | 'lts' | 'current' | 'unknown';
  /** Day on which support ends or ended, ISO form. */
  readonly end: string | undefined;
  readonly codename: string | undefined;
}

const RELEASES: readonly Release[] = data.releases;

/** Where a major stands on a day (`YYYY-MM-DD`). `unknown` for majors not out yet or never made. */
export function releaseStatus(major: number, onDate: string = FACTS_DATE): ReleaseStatus {
  const release = findRelease(major);
  if (release === undefined) return { status: 'unknown', end: undefined, codename: undefined };
  return { status: statusOf(release, onDate), end: release.end, codename: release.codename };
}

/** The LTS code name's major: `jod` → 22. Case does not matter. */
export function codenameMajor(codename: string): number | undefined {
  const release = RELEASES.find((one) => one.codename === codename.toLowerCase());
  return release === undefined ? undefined : Number(release.line);
}

/** The newest major in long-term support on a day. */
export function ltsMajor(onDate: string = FACTS_DATE): number | undefined {
  return newest((one) => one.lts !== undefined && one.lts <= onDate && one.end > onDate);
}

/** The newest major released by a day. */
export function latestMajor(onDate: string = FACTS_DATE): number | undefined {
  return newest((one) => one.start <= onDate);
}

/** True when public Wolfi still carried a package for that major at the time of the snapshot. */
export function majorInWolfi(major: number): boolean {
  return findRelease(major)?.wolfi === true;
}

/**
 * The major that a tag names. Moving tags (`lts`, `current`, `latest`) are resolved for the day, by the schedule;
 * undefined when the version stands in a variable.
 */
export function nodeMajor(tag: NodeTag, date: string = FACTS_DATE): number | undefined {
  switch (tag.version.kind) {
    case 'number':
    case 'codename':
      return tag.version.major;
    case 'lts':
      return ltsMajor(date);
    case 'current':
    case 'latest':
      return latestMajor(date);
    case 'variable':
      return undefined;
  }
}

function findRelease(major: number): Release | undefined {
  // 0.8, 0.10 and 0.12 count as one: all ended in 2016 or before.
  return RELEASES.findLast((one) => Math.trunc(Number(one.line)) === major);
}

function newest(fits: (release: Release) => boolean): number | undefined {
  const release = RELEASES.findLast(fits);
  return release === undefined ? undefined : Number(release.line);
}

function statusOf(release: Release, day: string): ReleaseStatus['status'] {
  if (day >= release.end) return 'eol';
  if (release.maintenance !== undefined && day >= release.maintenance) return 'maintenance';
  if (release.lts !== undefined && day >= release.lts) return 'lts';
  return day >= release.start ? 'current' : 'unknown';
}
