// What JSX becomes in the browser: Preact's own function with the key where it wants it. Its runtime brings what only
// rendering to text needs.

import { type ComponentType, createElement, Fragment, type VNode } from "preact";

type Props = Readonly<Record<string, unknown>>;

export { Fragment };

export function jsx(type: string | ComponentType, props: Props, key?: string | number): VNode {
  const all = key === undefined ? props : { ...props, key };
  return createElement(type as string, all);
}

export { jsx as jsxs };
