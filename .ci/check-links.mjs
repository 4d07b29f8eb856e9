// Every link in a Markdown file that git knows: the file or folder it names is in the tree, and the
// heading it names is in that file. In the book (docs/) also: no link leaves it but by its address
// on the web, and every page stands in SUMMARY.md. Addresses elsewhere on the web are not opened.
//
//   node .ci/check-links.mjs

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const git = (...args) => execFileSync("git", args, { encoding: "utf8" }).split("\0").filter(Boolean);
process.chdir(execFileSync("git", ["rev-parse", "--show-toplevel"], { encoding: "utf8" }).trim());

// Files that are not committed yet count, ignored ones do not.
const files = git("ls-files", "-z", "--cached", "--others", "--exclude-standard").filter(existsSync);
const tree = new Set(files);
for (const file of files)
	for (let dir = path.dirname(file); dir !== "."; dir = path.dirname(dir)) tree.add(dir);
tree.add(".");

const repository = readFileSync("Cargo.toml", "utf8").match(/^repository = "(.*)"/m)?.[1];
const ours = new RegExp(`^${repository?.replace(/[.]/g, "\\.")}/(?:blob|tree)/main/?(.*)$`);

const withoutCode = (text) =>
	text.replace(/^( *)(```|~~~)[^]*?^\1\2[`~]* *$/gm, (block) => block.replace(/[^\n]/g, " "));

// The id that mdBook and GitHub give to a heading.
const slug = (heading) =>
	heading
		.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
		.replace(/[`*]/g, "")
		.trim()
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\s_-]/gu, "")
		.replace(/\s/g, "-");

const anchors = new Map();
function anchorsOf(file) {
	if (!anchors.has(file)) {
		const seen = new Map();
		const ids = new Set();
		const text = withoutCode(readFileSync(file, "utf8"));
		for (const [, heading] of text.matchAll(/^#{1,6} +(.*?) *#*$/gm)) {
			const id = slug(heading);
			const count = seen.get(id) ?? 0;
			seen.set(id, count + 1);
			ids.add(count ? `${id}-${count}` : id);
		}
		for (const [, id] of text.matchAll(/<[a-z]+ [^>]*\bid="([^"]+)"/g)) ids.add(id);
		anchors.set(file, ids);
	}
	return anchors.get(file);
}

let links = 0;
const broken = [];
const linked = new Set();
for (const file of files.filter((name) => name.endsWith(".md"))) {
	const text = withoutCode(readFileSync(file, "utf8")).replace(/`[^`\n]*`/g, (code) => " ".repeat(code.length));
	const found = [
		...text.matchAll(/\]\(\s*<?([^)<>\s]+)>?(?:\s+"[^"]*")?\s*\)/g),
		...text.matchAll(/^ {0,3}\[[^\]]+\]:\s+<?([^<>\s]+)>?/gm),
	];
	for (const match of found) {
		const complain = (why) =>
			broken.push(`${file}:${text.slice(0, match.index).split("\n").length}: ${match[1]}: ${why}`);
		links++;
		let [target, anchor] = match[1].split("#");
		const own = target.match(ours);
		if (own) target = own[1] || ".";
		else if (/^[a-z][a-z0-9+.-]*:/i.test(target)) continue;
		else target = target ? path.join(path.dirname(file), decodeURIComponent(target)) : file;
		target = target.replace(/\/$/, "");
		if (!tree.has(target)) complain("no such file");
		else if (anchor && target.endsWith(".md") && !anchorsOf(target).has(anchor)) complain("no such heading");
		else if (!own && file.startsWith("docs/") && !target.startsWith("docs/"))
			complain("leaves the book; give its address on the web");
		if (file === "docs/SUMMARY.md") linked.add(target);
	}
}
for (const file of files)
	if (/^docs\/.*\.md$/.test(file) && file !== "docs/SUMMARY.md" && !linked.has(file))
		broken.push(`${file}: not in docs/SUMMARY.md`);

if (broken.length) {
	console.error(broken.join("\n"));
	console.error(`${broken.length} broken`);
	process.exit(1);
}
console.log(`${links} links`);
