import { reasonOf } from "../model/errors.ts";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  ENOTDIR: "a part of its path is a file, not a folder",
  EEXIST: "a part of its path is a file, not a folder",
  EISDIR: "it is a folder",
  EACCES: "you may not access it",
  EPERM: "you may not access it",
  EROFS: "its file system is read-only",
  ENOSPC: "there is no space left",
};

/** The operating system's reason in words, without the path that the sentence already names. */
export function systemReason(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return (typeof code === "string" ? REASONS[code] : undefined) ?? reasonOf(error);
}
