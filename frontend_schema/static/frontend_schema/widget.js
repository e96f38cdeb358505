// ../widget/src/elements.ts
function e(e, t = {}, ...n) {
	let r = document.createElement(e);
	for (let [e, n] of Object.entries(t)) typeof n == "function" ? r.addEventListener(e, n) : n === !0 ? r.setAttribute(e, "") : (n || n === "" || n === 0) && r.setAttribute(e, String(n));
	return r.append(...n.filter((e) => !!e)), r;
}
function t(e, t) {
	let r = n(e, t);
	return r && ["http:", "https:"].includes(r.protocol) ? r.href : void 0;
}
function n(e, t) {
	try {
		return new URL(e, t);
	} catch {
		return;
	}
}
// ../widget/src/formats.ts
var r = {
	"application/pdf": "PDF",
	"application/msword": "Word",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
	"application/vnd.ms-excel": "Excel",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
	"application/vnd.ms-powerpoint": "PowerPoint",
	"application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint"
}, i = [
	"byte",
	"kilobyte",
	"megabyte",
	"gigabyte"
];
function a(e) {
	return r[e] ?? e.split("/").pop().toUpperCase();
}
function o(e, t) {
	let n = Math.min(i.length - 1, Math.floor(Math.log10(Math.max(e, 1)) / 3)), r = {
		style: "unit",
		unit: i[n],
		maximumFractionDigits: +(n > 1)
	};
	return new Intl.NumberFormat(t, r).format(e / 1e3 ** n);
}
function s(e, t) {
	return new Intl.NumberFormat(t).format(e);
}
function c(e, t) {
	return new Intl.DateTimeFormat(t, {
		dateStyle: "long",
		timeZone: "UTC"
	}).format(new Date(e));
}
// ../widget/src/detail.ts
function l(n, r) {
	let { strings: i, onBack: a } = r, o = e("button", {
		class: "back",
		part: "button back",
		type: "button",
		click: a
	}, i.back);
	if (!n) return e("article", { part: "detail" }, o, u(i.gone));
	let { code: s, direction: c, nativeName: l } = n.locale, p = {
		lang: s,
		dir: c.toLowerCase()
	};
	return e("article", { part: "detail" }, o, u(n.title, p), n.isFallback && e("p", {
		class: "kind",
		part: "fallback"
	}, i.only(l)), e("p", {
		...p,
		class: "lead",
		part: "summary"
	}, n.summary), d(n, r), n.files.length > 0 && f(n, r), e("p", {}, e("a", {
		class: "onward",
		part: "link",
		href: t(n.url, r.base)
	}, i.onHub)));
}
function u(t, n = {}) {
	return e("h2", {
		...n,
		part: "heading",
		tabindex: -1
	}, t);
}
function d({ issuedOn: t, publishers: n, topics: r }, { strings: i, locale: a }) {
	let o = (t, n) => n && [e("dt", {}, t), e("dd", {}, n)], s = [...n.map(({ organisation: e }) => e.name), t && c(t, a)].filter(Boolean), l = [o(i.publishedBy, s.join(" · ")), o(i.topics, r.map(({ label: e }) => e).join(" · "))].flat();
	return l.some(Boolean) && e("dl", { part: "facts" }, ...l);
}
function f({ files: n }, { strings: r, locale: i, base: c }) {
	let l = n.map((n) => {
		let l = [
			n.isLink ? new URL(n.url, c).hostname : n.mediaType && a(n.mediaType),
			n.bytes && o(n.bytes, i),
			n.pages && r.pages(s(n.pages, i)),
			...n.languages.map(({ nativeName: e }) => e)
		];
		return e("li", { part: "file" }, e("a", {
			href: t(n.url, c),
			dir: "auto"
		}, n.title), e("span", { class: "about" }, l.filter(Boolean).join(" · ")));
	});
	return e("section", {}, e("h3", {}, r.files), e("ul", {
		class: "files",
		part: "files",
		role: "list"
	}, ...l));
}
// src/generated.ts
var p = {
	id: "sha256:56d5c88d68772d0c9408c0660edd3e4b6aa507233c35cff89c5fc9539cc1fff1",
	text: "# The list of the widget: the library in its order, or what a search finds; at first also what narrows it.\nquery Widget(\n  $locale: String\n  $network: String\n  $resources: ResourceFilter\n  $query: String! = \"\"\n  $found: SearchFilter\n  $isSearch: Boolean! = false\n  $isFirst: Boolean! = false\n  $first: Int! = 10\n  $after: String\n) {\n  resources(locale: $locale, network: $network, filter: $resources, first: $first, after: $after)\n    @skip(if: $isSearch) {\n    totalCount\n    pageInfo { hasNextPage endCursor }\n    edges {\n      node {\n        __typename\n        id\n        title\n        summary\n        url\n        isFallback\n        locale { code direction nativeName }\n        cover { alt rendition(preset: CARD) { url width height } }\n      }\n    }\n  }\n  search(query: $query, locale: $locale, filter: $found, first: $first, after: $after)\n    @include(if: $isSearch) {\n    totalCount\n    pageInfo { hasNextPage endCursor }\n    edges {\n      node {\n        page {\n          __typename\n          id\n          title\n          summary\n          url\n          isFallback\n          locale { code direction nativeName }\n          cover { alt rendition(preset: CARD) { url width height } }\n        }\n      }\n    }\n  }\n  narrowing: search(locale: $locale, filter: $found, first: 0, facets: [TYPE, TOPIC])\n    @include(if: $isFirst) {\n    facets { name values { value label } }\n  }\n}\n"
}, m = {
	id: "sha256:f98506d46987d1586e55d7d67dfa2cb70bc27b2a7adbdcb140f393c221ade1e0",
	text: "# One resource as the widget shows it, with its files.\nquery WidgetDetail($id: ID!) {\n  node(id: $id) {\n    ... on Resource {\n      title\n      summary\n      url\n      issuedOn\n      isFallback\n      locale { code direction nativeName }\n      publishers { organisation { name } }\n      topics { label }\n      files { url title isLink mediaType bytes pages languages { code nativeName } }\n    }\n  }\n}\n"
}, h = class extends Error {
	name = "HubError";
	code;
	status;
	requestId;
	retryAfter;
	errors;
	data;
	constructor(e, t, n) {
		super(e, n), this.code = t.code, this.status = t.status, this.requestId = t.requestId, this.retryAfter = t.retryAfter, this.errors = t.errors ?? [], this.data = t.data;
	}
};
// src/answers.ts
function g(e, t) {
	let n = _(t), [r] = n?.errors ?? [];
	if (n && !r && n.data) return n.data;
	throw new h(r?.message ?? `The hub answered ${e.status}.`, {
		code: r ? r.extensions?.code ?? "BAD_USER_INPUT" : "UNREADABLE",
		status: e.status,
		requestId: r?.extensions?.requestId ?? e.headers.get("X-Request-Id") ?? void 0,
		retryAfter: v(e.headers.get("Retry-After")),
		errors: n?.errors ?? [],
		data: n?.data
	});
}
function _(e) {
	try {
		let t = JSON.parse(e);
		return typeof t == "object" && t ? t : void 0;
	} catch {
		return;
	}
}
function v(e) {
	if (!e) return;
	let t = Number(e), n = Number.isNaN(t) ? (Date.parse(e) - Date.now()) / 1e3 : t;
	return Number.isNaN(n) ? void 0 : Math.max(0, n);
}
// src/retrying.ts
var y = [
	429,
	502,
	503,
	504
], b = 500, x = 30;
async function S(e, t, n) {
	for (let r = 0;; r += 1) try {
		return await n();
	} catch (n) {
		let i = n instanceof h && r < e ? C(n, r) : void 0;
		if (i === void 0) throw n;
		await w(i, t);
	}
}
function C({ code: e, status: t, retryAfter: n }, r) {
	if (e !== "NETWORK" && !y.includes(t ?? 0)) return;
	let i = Math.random() * b * 2 ** r;
	return n === void 0 ? i : n > x ? void 0 : n * 1e3 + i;
}
function w(e, t) {
	return new Promise((n, r) => {
		t?.throwIfAborted();
		let i = () => {
			clearTimeout(a), r(t?.reason);
		}, a = setTimeout(() => {
			t?.removeEventListener("abort", i), n();
		}, e);
		t?.addEventListener("abort", i, { once: !0 });
	});
}
// src/hub.ts
var T = 100, E = 8e3, D = typeof document > "u";
function O(e) {
	let { key: t, locale: n, retries: r = 2, timeout: i = 1e4 } = e, a = /* @__PURE__ */ new Set(), o = /* @__PURE__ */ new Map(), s = {
		Accept: "application/graphql-response+json",
		...n && { "Accept-Language": n },
		...t && { Authorization: `Bearer ${t}` }
	};
	async function c(t, n, { signal: r }) {
		let a = t.href, c = n.method === "GET" ? o.get(a) : void 0, l = AbortSignal.timeout(i), u, d;
		try {
			u = await (e.fetch ?? fetch)(t, {
				...n,
				headers: {
					...s,
					...n.headers,
					...c && { "If-None-Match": c.etag }
				},
				credentials: "omit",
				signal: r ? AbortSignal.any([r, l]) : l
			}), d = await u.text();
		} catch (e) {
			throw r?.throwIfAborted(), new h("The hub cannot be reached.", { code: "NETWORK" }, { cause: e });
		}
		if (c && u.status === 304) return JSON.parse(c.text).data;
		let f = g(u, d), p = u.headers.get("ETag");
		return D && p && n.method === "GET" && (o.delete(a), o.set(a, {
			etag: p,
			text: d
		}), o.size > T && o.delete(o.keys().next().value)), f;
	}
	function l(t, n) {
		let r = {
			method: "POST",
			headers: { "Content-Type": "application/json" },
			body: JSON.stringify(t)
		};
		return c(new URL(e.url), r, n);
	}
	function u(t, n) {
		let r = new URL(e.url);
		return r.searchParams.set("documentId", t), r.searchParams.set("variables", JSON.stringify(n)), r.search.length > E ? void 0 : r;
	}
	let d = (e = {}) => n ? {
		locale: n,
		...e
	} : e, f = {
		async query({ id: e, text: t }, ...n) {
			let [i, o = {}] = n, s = d(i), f = (e) => S(r, o.signal, e), p = e && !a.has(e) && u(e, s);
			if (p) try {
				return await f(() => c(p, { method: "GET" }, o));
			} catch (e) {
				if (!k(e)) throw e;
			}
			let m = {
				query: t,
				variables: s,
				...e && { documentId: e }
			}, h = await f(() => l(m, o));
			return e && p && a.add(e), h;
		},
		async mutate({ text: e }, ...t) {
			let [n, r = {}] = t;
			return await l({
				query: e,
				variables: d(n)
			}, r);
		},
		async *all(e, t, n, r) {
			let { after: i } = t;
			do {
				let a = [{
					...t,
					after: i
				}, r], o = n(await f.query(e, ...a));
				if (!o) return;
				yield* o.edges, i = o.pageInfo.hasNextPage ? o.pageInfo.endCursor : null;
			} while (i);
		}
	};
	return f;
}
function k(e) {
	return e instanceof h && (e.code === "DOCUMENT_UNKNOWN" || e.status === 400);
}
// ../widget/src/library.ts
var A = [
	"report",
	"toolkit",
	"indicator_framework",
	"city_assessment",
	"programme",
	"knowledge_platform",
	"course"
], j = class {
	chosen;
	#e;
	constructor(e) {
		this.chosen = e, this.#e = O({
			url: e.url,
			locale: e.locale
		});
	}
	async page(e, t, n, r) {
		let { network: i, first: a } = this.chosen, o = e.kind ? [e.kind] : this.chosen.kinds, s = e.topic ? [e.topic] : this.chosen.topics, c = s.length ? { topic: { in: s } } : {}, l = await this.#e.query(p, {
			first: a,
			...n && { after: n },
			...i && { network: i },
			...e.query && {
				query: e.query,
				isSearch: !0
			},
			...t && { isFirst: t },
			resources: {
				...c,
				...o.length && { kind: o.map((e) => e.toUpperCase()) }
			},
			found: {
				...c,
				...i && { network: { in: [i] } },
				type: { in: o.length ? o : A }
			}
		}, r), { totalCount: u, pageInfo: d, edges: f } = l.search ?? l.resources;
		return {
			items: f.map(({ node: e }) => "page" in e ? e.page : e),
			totalCount: u,
			next: d.hasNextPage ? d.endCursor ?? void 0 : void 0,
			choices: l.narrowing && M(l.narrowing.facets, this.chosen)
		};
	}
	async detail(e, t) {
		let { node: n } = await this.#e.query(m, { id: e }, t);
		return n && "title" in n ? n : void 0;
	}
};
function M(e, t) {
	let n = (t, n) => (e.find(({ name: e }) => e === t)?.values ?? []).filter(({ value: e }) => !n.length || n.includes(e));
	return {
		kinds: n("TYPE", t.kinds.length ? t.kinds : A),
		topics: n("TOPIC", t.topics)
	};
}
function N({ __typename: e }) {
	return e.replace(/(?!^)[A-Z]/g, "_$&").toLowerCase();
}
// ../widget/src/list.ts
var P = class {
	root;
	#e;
	#t;
	#n;
	#r;
	#i;
	#a;
	#o;
	#s;
	#c;
	#l = /* @__PURE__ */ new Map();
	constructor(t) {
		let { strings: n, onMore: r, onRetry: i } = t;
		this.#e = t, this.#n = this.#u("kind"), this.#r = this.#u("topic"), this.#t = e("form", {
			part: "search",
			role: "search",
			submit: (e) => this.#f(e)
		}, e("label", { class: "words" }, e("span", {}, n.searchLabel), e("input", {
			type: "search",
			name: "query",
			maxlength: 256,
			autocomplete: "off"
		})), t.hasKind && this.#d(n.kind, this.#n), t.hasTopic && this.#d(n.topic, this.#r), e("button", { part: "button" }, n.search)), this.#i = e("p", {
			class: "status",
			part: "status",
			role: "status"
		}), this.#a = e("ul", {
			part: "list",
			role: "list"
		}), this.#o = e("button", {
			class: "more",
			part: "button more",
			type: "button",
			hidden: !0,
			click: r
		}, n.more), this.#s = e("div", {
			class: "problem",
			part: "error",
			role: "alert"
		}), this.#c = [
			e("p", {}, n.failed),
			e("button", {
				part: "button",
				type: "button",
				click: i
			}, n.again),
			e("slot")
		], this.root = e("div", {}, this.#t, this.#i, this.#s, this.#a, this.#o);
	}
	#u(t) {
		let n = e("option", { value: "" }, this.#e.strings.all);
		return e("select", {
			name: t,
			disabled: !0,
			change: (e) => this.#f(e)
		}, n);
	}
	#d(t, n) {
		return e("label", {}, e("span", {}, t), n);
	}
	#f(e) {
		e.preventDefault();
		let t = new FormData(this.#t), n = (e) => String(t.get(e) ?? "").trim();
		this.#e.onNarrow({
			query: n("query"),
			kind: n("kind"),
			topic: n("topic")
		});
	}
	showLoading(t) {
		this.#i.textContent = this.#e.strings.loading, this.#s.replaceChildren(), this.#a.setAttribute("aria-busy", "true"), this.#o.disabled = !0, t || (this.#o.hidden = !0, this.#a.replaceChildren(...Array.from({ length: this.#e.rows }, () => e("li", {
			class: "item waiting",
			"aria-hidden": "true"
		}, e("div", { class: "cover" })))));
	}
	show({ items: e, totalCount: t, next: n, choices: r }, i) {
		r && this.#m(r);
		let a = e.map((e) => this.#h(e));
		i || this.#a.replaceChildren(), this.#a.append(...a), this.#a.removeAttribute("aria-busy"), this.#o.hidden = !n, this.#o.disabled = !1, this.#i.textContent = this.#p(t), i && a[0]?.querySelector("a")?.focus();
	}
	showProblem(e) {
		this.#i.textContent = "", this.#a.removeAttribute("aria-busy"), e || this.#a.replaceChildren(), this.#o.hidden = !0, this.#s.replaceChildren(...this.#c);
	}
	#p(e) {
		let { strings: t, locale: n } = this.#e, r = this.#a.childElementCount;
		if (e === 0) return t.nothing;
		let i = s(e, n);
		return r < e ? t.shown(s(r, n), i) : t.results(i);
	}
	#m({ kinds: t, topics: n }) {
		for (let { value: e, label: n } of t) this.#l.set(e, n);
		for (let [r, i] of [[this.#n, t], [this.#r, n]]) r.append(...i.map(({ value: t, label: n }) => e("option", { value: t }, n))), r.disabled = i.length < 2;
	}
	#h(n) {
		let { base: r, onOpen: i } = this.#e, { code: a, direction: o, nativeName: s } = n.locale, c = {
			lang: a,
			dir: o.toLowerCase()
		}, l = (e) => {
			let { button: t, metaKey: r, ctrlKey: a, shiftKey: o, altKey: s } = e;
			t || r || a || o || s || (e.preventDefault(), i(n));
		};
		return e("li", {
			class: "item",
			part: "item"
		}, e("div", {
			class: "cover",
			part: "cover"
		}, this.#g(n)), e("div", { class: "words" }, e("p", {
			class: "kind",
			part: "kind"
		}, this.#l.get(N(n)), n.isFallback && e("span", {
			lang: a,
			part: "language"
		}, s)), e("a", {
			...c,
			part: "title",
			href: t(n.url, r),
			click: l
		}, n.title), e("p", {
			...c,
			class: "summary",
			part: "summary"
		}, n.summary)));
	}
	#g({ cover: n, locale: r }) {
		let i = n && t(n.rendition.url, this.#e.base);
		if (!i) return;
		let { width: a, height: o } = n.rendition, s = e("img", {
			src: i,
			alt: n.alt,
			lang: r.code,
			width: a,
			height: o,
			loading: "lazy"
		});
		return s.addEventListener("error", () => s.remove()), s;
	}
}, F = {
	language: "en",
	direction: "ltr",
	search: "Search",
	searchLabel: "Search the library",
	kind: "Kind",
	topic: "Topic",
	all: "All",
	loading: "Loading…",
	results: (e) => `Results: ${e}`,
	shown: (e, t) => `Results: ${e} of ${t}`,
	nothing: "Nothing was found. Try other words, or fewer filters.",
	more: "Show more",
	back: "Back to the list",
	only: (e) => `Not in your language yet: ${e}`,
	files: "Files",
	pages: (e) => `pages: ${e}`,
	publishedBy: "Published by",
	topics: "Topics",
	onHub: "Read it on the Local Action Hub",
	failed: "The library cannot be reached at the moment.",
	gone: "This page is no longer there.",
	again: "Try again"
}, I = {
	en: F,
	fr: {
		language: "fr",
		direction: "ltr",
		search: "Rechercher",
		searchLabel: "Rechercher dans la bibliothèque",
		kind: "Type",
		topic: "Thème",
		all: "Tous",
		loading: "Chargement…",
		results: (e) => `Résultats : ${e}`,
		shown: (e, t) => `Résultats : ${e} sur ${t}`,
		nothing: "Aucun résultat. Essayez d’autres mots, ou moins de filtres.",
		more: "Afficher la suite",
		back: "Retour à la liste",
		only: (e) => `Pas encore dans votre langue : ${e}`,
		files: "Fichiers",
		pages: (e) => `pages : ${e}`,
		publishedBy: "Publié par",
		topics: "Thèmes",
		onHub: "Lire sur le Local Action Hub",
		failed: "La bibliothèque est injoignable pour le moment.",
		gone: "Cette page n’existe plus.",
		again: "Réessayer"
	},
	es: {
		language: "es",
		direction: "ltr",
		search: "Buscar",
		searchLabel: "Buscar en la biblioteca",
		kind: "Tipo",
		topic: "Tema",
		all: "Todos",
		loading: "Cargando…",
		results: (e) => `Resultados: ${e}`,
		shown: (e, t) => `Resultados: ${e} de ${t}`,
		nothing: "No se ha encontrado nada. Pruebe otras palabras o menos filtros.",
		more: "Mostrar más",
		back: "Volver a la lista",
		only: (e) => `Aún no está en su idioma: ${e}`,
		files: "Archivos",
		pages: (e) => `páginas: ${e}`,
		publishedBy: "Publicado por",
		topics: "Temas",
		onHub: "Leer en el Local Action Hub",
		failed: "No se puede acceder a la biblioteca en este momento.",
		gone: "Esta página ya no existe.",
		again: "Volver a intentarlo"
	},
	ar: {
		language: "ar",
		direction: "rtl",
		search: "بحث",
		searchLabel: "البحث في المكتبة",
		kind: "النوع",
		topic: "الموضوع",
		all: "الكل",
		loading: "جارٍ التحميل…",
		results: (e) => `النتائج: ${e}`,
		shown: (e, t) => `النتائج: ${e} من ${t}`,
		nothing: "لم يُعثر على شيء. جرّبوا كلمات أخرى أو مرشحات أقل.",
		more: "عرض المزيد",
		back: "العودة إلى القائمة",
		only: (e) => `غير متاح بلغتكم بعد: ${e}`,
		files: "الملفات",
		pages: (e) => `الصفحات: ${e}`,
		publishedBy: "الناشر",
		topics: "المواضيع",
		onHub: "القراءة على Local Action Hub",
		failed: "يتعذّر الوصول إلى المكتبة حالياً.",
		gone: "لم تعد هذه الصفحة موجودة.",
		again: "إعادة المحاولة"
	}
};
function L(e) {
	let t = e.split(/[-_]/)[0].toLowerCase();
	return t in I ? t : void 0;
}
function R(e) {
	return I[e] ?? F;
}
// ../widget/src/widget.css?inline
var z = ":host{all:initial!important;color-scheme:inherit!important;display:block!important;container-type:inline-size!important}:host([hidden]){display:none!important}*,:before,:after{box-sizing:border-box}[hidden]{display:none!important}.widget{--paper:var(--hub-paper,light-dark(#fff,#12181a));--ink:var(--hub-ink,light-dark(#1c2426,#e7ebea));--soft:var(--hub-soft,light-dark(#55616a,#a4b0b3));--line:var(--hub-line,light-dark(#dcd9d1,#344044));--edge:light-dark(#767f85,#8b979b);--accent:var(--hub-accent,light-dark(#0b5a5e,#7fcac6));--on-accent:var(--hub-on-accent,light-dark(#fff,#0d1c1d));--tint:var(--hub-tint,light-dark(#e8f0ee,#1d2d2e));--radius:var(--hub-radius,.5rem);padding:var(--hub-padding,1rem);background:var(--paper);color:var(--ink);font:1rem/1.5 var(--hub-sans,system-ui, sans-serif);text-align:start}p,ul,dl,dd,h2,h3{margin:0;padding:0}ul{list-style:none}p,a,h2,dd{overflow-wrap:anywhere}a{color:var(--accent);text-underline-offset:.18em}:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:2px}h2:focus{outline:none}:is(input,select):focus-visible{outline-offset:0;border-radius:var(--radius)}input,select,button{border:1px solid var(--edge);border-radius:var(--radius);background:var(--paper);min-block-size:2.75rem;inline-size:100%;color:inherit;font:inherit;padding:.25rem .75rem}button{border-color:var(--accent);inline-size:auto;color:var(--accent);cursor:pointer;font-weight:600}button:hover,form button{background:var(--accent);color:var(--on-accent)}button:disabled,select:disabled{opacity:.6;cursor:default}form{flex-wrap:wrap;align-items:end;gap:.75rem;display:flex}label{flex:7rem;min-inline-size:0}form .words{flex:2 14rem}label span{color:var(--soft);margin-block-end:.25rem;font-size:.875rem;display:block}.status{min-block-size:1.5rem;color:var(--soft);margin-block:.75rem .25rem;font-size:.875rem}.problem:not(:empty){border-inline-start:4px solid var(--accent);background:var(--tint);justify-items:start;gap:.75rem;padding:1rem;display:grid}.item{border-block-start:1px solid var(--line);grid-template-columns:9rem minmax(0,1fr);gap:1rem;min-block-size:9.25rem;padding-block:1rem;display:grid}.cover{aspect-ratio:4/3;border-radius:var(--radius);background:var(--tint);align-self:start;overflow:hidden}.cover img{object-fit:cover;block-size:100%;inline-size:100%;display:block}.item a{font-size:1.125rem;font-weight:600;line-height:1.3}.item a,.summary{-webkit-line-clamp:2;-webkit-box-orient:vertical;display:-webkit-box;overflow:hidden}.item a:focus-visible{outline-offset:-2px}.kind{color:var(--soft);font-size:.875rem}.item .kind{text-overflow:ellipsis;white-space:nowrap;min-block-size:1.5em;overflow:hidden}.kind span{border:1px solid var(--line);border-radius:1rem;margin-inline-start:.5rem;padding-inline:.5rem}.waiting .cover{opacity:.6}.back:before{content:\"← \" / \"\"}[dir=rtl] .back:before{content:\"→ \" / \"\"}.more{margin-block-start:1rem}article{justify-items:start;gap:1rem;max-inline-size:44rem;display:grid}h2{font-size:1.5rem;line-height:1.25}h3{font-size:1.125rem}.lead{font-size:1.0625rem}dl{grid-template-columns:auto minmax(0,1fr);gap:.25rem 1rem;display:grid}dt{color:var(--soft)}section{inline-size:100%}.files li{border-block-start:1px solid var(--line);padding-block:.75rem;display:grid}.about{color:var(--soft);font-size:.875rem}.onward{font-weight:600}:is(h2,.item a):lang(ar){line-height:1.5}@container (width<=30rem){.item{grid-template-columns:4.5rem minmax(0,1fr);gap:.75rem;min-block-size:11rem}.item a{-webkit-line-clamp:3}.cover{aspect-ratio:1}form button{flex:100%}}@media (forced-colors:active){button{border-color:buttontext}}", B = "local-action-hub", V = 50, H = import.meta.url, U = new CSSStyleSheet();
U.replaceSync(z);
var W = class extends HTMLElement {
	static observedAttributes = [
		"hub",
		"locale",
		"network",
		"kind",
		"topic",
		"first"
	];
	#e = this.attachShadow({ mode: "open" });
	#t = {
		query: "",
		kind: "",
		topic: ""
	};
	#n;
	#r = !1;
	#i = new AbortController();
	#a;
	#o;
	constructor() {
		super(), this.#e.adoptedStyleSheets = [U];
	}
	connectedCallback() {
		this.#c();
	}
	disconnectedCallback() {
		this.#i.abort();
	}
	attributeChangedCallback(e, t, n) {
		this.isConnected && this.#a && t !== n && this.#c();
	}
	#s(e) {
		return (this.getAttribute(e) ?? "").split(/[\s,]+/).filter(Boolean);
	}
	#c() {
		let t = this.getAttribute("hub"), n = this.getAttribute("locale") || void 0, r = this.closest("[lang]")?.lang ?? "", i = L(n ?? r) ?? n ?? "en", a = Math.min(Number(this.getAttribute("first")) || 10, V);
		this.#a = new j({
			url: t ? new URL(t, document.baseURI) : new URL("/graphql/", H),
			locale: i,
			network: this.getAttribute("network") || void 0,
			kinds: this.#s("kind"),
			topics: this.#s("topic"),
			first: Math.max(1, a)
		});
		let { chosen: o } = this.#a, s = R(i);
		this.#t = {
			query: "",
			kind: "",
			topic: ""
		}, this.#r = !1, this.#o = new P({
			strings: s,
			locale: i,
			base: o.url,
			hasKind: o.kinds.length !== 1,
			hasTopic: o.topics.length !== 1,
			rows: o.first,
			onNarrow: (e) => {
				this.#t = e, this.#u();
			},
			onMore: () => void this.#u(this.#n),
			onOpen: (e) => void this.#d(e),
			onRetry: () => void this.#u()
		});
		let { language: c, direction: l } = s, u = {
			class: "widget",
			part: "widget",
			lang: c,
			dir: l
		};
		this.#e.replaceChildren(e("div", u, this.#o.root)), this.#u();
	}
	#l() {
		return this.#i.abort(), this.#i = new AbortController(), this.#i.signal;
	}
	async #u(e) {
		let t = this.#l(), n = this.#o;
		n.showLoading(!!e);
		try {
			let r = await this.#a.page(this.#t, !this.#r, e, { signal: t });
			this.#r = !0, this.#n = r.next, n.show(r, !!e);
		} catch (n) {
			this.#f(n, t, !!e);
		}
	}
	async #d(e) {
		let t = this.#l(), n = this.#o, r = this.#e.activeElement, { url: i, locale: a } = this.#a.chosen;
		try {
			let o = l(await this.#a.detail(e.id, { signal: t }), {
				strings: R(a),
				locale: a,
				base: i,
				onBack: () => {
					o.remove(), n.root.hidden = !1, r?.focus();
				}
			});
			n.root.hidden = !0, n.root.after(o), o.querySelector("h2").focus();
		} catch (e) {
			this.#f(e, t, !0);
		}
	}
	#f(e, t, n) {
		t.aborted || (console.warn(e), this.#o.showProblem(n));
	}
};
customElements.get(B) || customElements.define(B, W);
