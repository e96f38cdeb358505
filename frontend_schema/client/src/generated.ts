/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { Operation } from "./operation.js";
/** What an organisation is to a resource. */
export type ContributionRole =
  /** It wrote or made the resource. */
  | 'AUTHOR'
  /** It paid for the resource. */
  | 'FUNDER'
  /** It leads what the resource describes. */
  | 'LEAD'
  /** It runs the daily work. */
  | 'MANAGER'
  /** It takes part in another way. */
  | 'PARTNER'
  /** It published the resource. */
  | 'PUBLISHER'
  /** It shapes the direction together with the lead. */
  | 'STRATEGIC_PARTNER';

/** A range of days, both ends included. */
export type DateRange = {
  /** Not before. */
  from?: string | null | undefined;
  /** Not after. */
  to?: string | null | undefined;
};

/** A range of moments, both ends included. */
export type DateTimeRange = {
  /** Not before. */
  from?: string | null | undefined;
  /** Not after. */
  to?: string | null | undefined;
};

/** What kind of event it is. */
export type EventKind =
  /** A forum or review where governments meet. */
  | 'FORUM'
  /** None of these. */
  | 'OTHER'
  /** Cities learn from each other. */
  | 'PEER_LEARNING'
  /** A talk that is followed online. */
  | 'WEBINAR';

/** Values of a facet, as the facet itself gives them. */
export type FacetIn = {
  /** At most 100. */
  in: Array<string>;
  /** How they go together. */
  mode?: FacetMode;
};

/** How several values of one facet go together. */
export type FacetMode =
  /** Every one of them. */
  | 'ALL'
  /** At least one of them. */
  | 'ANY'
  /** None of them. */
  | 'NONE';

/** What hits can be counted by. */
export type FacetName =
  /** Languages of the files. */
  | 'ASSET_LANGUAGE'
  /** Those for whom it is made. */
  | 'AUDIENCE'
  /** Cities. */
  | 'CITY'
  /** Countries; those of the cities count. */
  | 'COUNTRY'
  /** Objectives of the Global Compact for Migration. */
  | 'GCM_OBJECTIVE'
  /** Sections of the Global Compact on Refugees. */
  | 'GCR_SECTION'
  /** The kind within a type. */
  | 'KIND'
  /** Networks. */
  | 'NETWORK'
  /** Priority objectives of the Call to Local Action. */
  | 'PRIORITY_OBJECTIVE'
  /** Publishers. */
  | 'PUBLISHER'
  /** Regions; those of the countries count. */
  | 'REGION'
  /** Sustainable Development Goals. */
  | 'SDG'
  /** Those whom it is about. */
  | 'TARGET_GROUP'
  /** Topics. */
  | 'TOPIC'
  /** The page type. */
  | 'TYPE'
  /** The year it is about or from. */
  | 'YEAR';

/** What an information page is. */
export type InformationKind =
  /** What the hub is. */
  | 'ABOUT'
  /** How to reach the people behind the hub. */
  | 'CONTACT'
  /** The text of the Declaration. */
  | 'DECLARATION'
  /** Questions and answers. */
  | 'FAQ'
  /** How to use the hub. */
  | 'HELP'
  /** None of these. */
  | 'OTHER';

/** A range of whole numbers, both ends included. */
export type IntRange = {
  /** At least. */
  from?: number | null | undefined;
  /** At most. */
  to?: number | null | undefined;
};

/** Any of these numbers. */
export type NumberIn = {
  /** At most 100. */
  in: Array<number>;
};

/** How a resource relates to another. */
export type RelationKind =
  /** It is based on the other one. */
  | 'BASED_ON'
  /** It is learning material of the other one. */
  | 'LEARNING_MATERIAL_OF'
  /** The two belong together in another way. */
  | 'RELATED'
  /** It follows the other one, which it replaces or continues. */
  | 'SUCCEEDS';

/** What kind of report it is. */
export type ReportKind =
  /** A report on one year. */
  | 'ANNUAL'
  /** A report to a forum or review. */
  | 'FORUM'
  /** None of these. */
  | 'OTHER'
  /** A study of one question. */
  | 'STUDY';

/** What resources of all types can be filtered by. */
export type ResourceFilter = {
  /** All of these. */
  and?: Array<ResourceFilter> | null | undefined;
  /** Code of an audience. */
  audience?: SlugIn | null | undefined;
  /** ISO 3166-1 alpha-2 code. */
  country?: SlugIn | null | undefined;
  /** 1 to 23. */
  gcmObjective?: NumberIn | null | undefined;
  /** Code of a GCR section. */
  gcrSection?: SlugIn | null | undefined;
  /** Any of these types. */
  kind?: Array<ResourceKind> | null | undefined;
  /** A language of its files (BCP 47). */
  language?: SlugIn | null | undefined;
  /** Slug of a network. */
  network?: SlugIn | null | undefined;
  /** None of this. */
  not?: ResourceFilter | null | undefined;
  /** Any of these. */
  or?: Array<ResourceFilter> | null | undefined;
  /** Slug of an organisation in any role. */
  organisation?: SlugIn | null | undefined;
  /** Code of a city. */
  place?: SlugIn | null | undefined;
  /** 1 to 8. */
  priorityObjective?: NumberIn | null | undefined;
  /** Slug of the publisher. */
  publisher?: SlugIn | null | undefined;
  /** Code of a region; its countries count. */
  region?: SlugIn | null | undefined;
  /** 1 to 17. */
  sdg?: NumberIn | null | undefined;
  /** Code of a target group. */
  targetGroup?: SlugIn | null | undefined;
  /** Code of a topic. */
  topic?: SlugIn | null | undefined;
  /** When it was last published. */
  updatedAt?: DateTimeRange | null | undefined;
  /** The year it is about or from. */
  year?: IntRange | null | undefined;
};

/** The types of resources. */
export type ResourceKind =
  /** City assessments. */
  | 'CITY_ASSESSMENT'
  /** Courses. */
  | 'COURSE'
  /** Indicator frameworks. */
  | 'INDICATOR_FRAMEWORK'
  /** Knowledge platforms. */
  | 'KNOWLEDGE_PLATFORM'
  /** Programmes. */
  | 'PROGRAMME'
  /** Reports. */
  | 'REPORT'
  /** Toolkits. */
  | 'TOOLKIT';

/** The order of a list. */
export type ResourceOrder =
  /** As the network arranged it; only in the list of a network. */
  | 'CURATED'
  /** By date, the newest first. */
  | 'NEWEST'
  /** By date, the oldest first. */
  | 'OLDEST'
  /** By title, whatever its case and accents, in the language asked for. */
  | 'TITLE'
  /** What was published last comes first. */
  | 'UPDATED';

/** Where a funding round stands. */
export type RoundStatus =
  /** It is announced and does not take applications yet. */
  | 'ANNOUNCED'
  /** It takes no more applications. */
  | 'CLOSED'
  /** It takes applications. */
  | 'OPEN';

/** Only what fits all of this. A facet that is named at the top is chosen: its own counts are made without it. */
export type SearchFilter = {
  /** All of these. */
  and?: Array<SearchFilter> | null | undefined;
  /** A language of its files (BCP 47). */
  assetLanguage?: FacetIn | null | undefined;
  /** Code of an audience. */
  audience?: FacetIn | null | undefined;
  /** Code of a city. */
  city?: FacetIn | null | undefined;
  /** ISO 3166-1 alpha-2 code. */
  country?: FacetIn | null | undefined;
  /** Its date. */
  date?: DateRange | null | undefined;
  /** Code of a GCM objective. */
  gcmObjective?: FacetIn | null | undefined;
  /** Code of a GCR section. */
  gcrSection?: FacetIn | null | undefined;
  /** Kind within a type, for example annual. */
  kind?: FacetIn | null | undefined;
  /** Slug of a network. */
  network?: FacetIn | null | undefined;
  /** None of this. */
  not?: SearchFilter | null | undefined;
  /** Any of these. */
  or?: Array<SearchFilter> | null | undefined;
  /** Code of a priority objective. */
  priorityObjective?: FacetIn | null | undefined;
  /** Slug of the publisher. */
  publisher?: FacetIn | null | undefined;
  /** Code of a region; its countries count. */
  region?: FacetIn | null | undefined;
  /** Code of an SDG. */
  sdg?: FacetIn | null | undefined;
  /** Code of a target group. */
  targetGroup?: FacetIn | null | undefined;
  /** Code of a topic. */
  topic?: FacetIn | null | undefined;
  /** Code of a page type, for example report. */
  type?: FacetIn | null | undefined;
  /** When it was last published. */
  updatedAt?: DateTimeRange | null | undefined;
  /** A year, as text. */
  year?: FacetIn | null | undefined;
  /** The year it is about or from, as a range. */
  years?: IntRange | null | undefined;
};

/** The order of hits. */
export type SearchOrder =
  /** By date, the newest first. */
  | 'NEWEST'
  /** By date, the oldest first. */
  | 'OLDEST'
  /** The best match first; the newest first when nothing is asked for. Its first 1000 hits can be paged through. */
  | 'RELEVANCE'
  /** By title, whatever its case and accents. */
  | 'TITLE'
  /** What was published last comes first. */
  | 'UPDATED';

/** Any of these slugs or codes. */
export type SlugIn = {
  /** At most 100. */
  in: Array<string>;
};

/** The direction in which a language is written. */
export type TextDirection =
  /** Left to right. */
  | 'LTR'
  /** Right to left, such as Arabic. */
  | 'RTL';

export type LibraryQueryVariables = Exact<{
  locale?: string | null | undefined;
  filter?: ResourceFilter | null | undefined;
  order?: ResourceOrder | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type LibraryQuery = { library: { title: string, summary: string, sections: Array<{ title: string, description: string, types: Array<string> }>, pinned:
      | { title: string, path: string, summary: string }
      | { title: string, path: string, summary: string }
      | { title: string, path: string, summary: string }
      | { title: string, path: string, summary: string }
      | { title: string, path: string, summary: string }
      | { title: string, path: string, summary: string }
      | { title: string, path: string, summary: string }
     | null } | null, resources: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node:
        | { __typename: 'CityAssessment', id: string, title: string, summary: string, path: string, issuedOn: string | null, isFallback: boolean, locale: { code: string, direction: TextDirection }, cover: { alt: string, isDecorative: boolean, rendition: { url: string, width: number, height: number, srcset: string } } | null, publishers: Array<{ organisation: { name: string, acronym: string | null } }>, topics: Array<{ code: string, label: string }> }
        | { __typename: 'Course', id: string, title: string, summary: string, path: string, issuedOn: string | null, isFallback: boolean, locale: { code: string, direction: TextDirection }, cover: { alt: string, isDecorative: boolean, rendition: { url: string, width: number, height: number, srcset: string } } | null, publishers: Array<{ organisation: { name: string, acronym: string | null } }>, topics: Array<{ code: string, label: string }> }
        | { __typename: 'IndicatorFramework', id: string, title: string, summary: string, path: string, issuedOn: string | null, isFallback: boolean, locale: { code: string, direction: TextDirection }, cover: { alt: string, isDecorative: boolean, rendition: { url: string, width: number, height: number, srcset: string } } | null, publishers: Array<{ organisation: { name: string, acronym: string | null } }>, topics: Array<{ code: string, label: string }> }
        | { __typename: 'KnowledgePlatform', id: string, title: string, summary: string, path: string, issuedOn: string | null, isFallback: boolean, locale: { code: string, direction: TextDirection }, cover: { alt: string, isDecorative: boolean, rendition: { url: string, width: number, height: number, srcset: string } } | null, publishers: Array<{ organisation: { name: string, acronym: string | null } }>, topics: Array<{ code: string, label: string }> }
        | { __typename: 'Programme', id: string, title: string, summary: string, path: string, issuedOn: string | null, isFallback: boolean, locale: { code: string, direction: TextDirection }, cover: { alt: string, isDecorative: boolean, rendition: { url: string, width: number, height: number, srcset: string } } | null, publishers: Array<{ organisation: { name: string, acronym: string | null } }>, topics: Array<{ code: string, label: string }> }
        | { __typename: 'Report', id: string, title: string, summary: string, path: string, issuedOn: string | null, isFallback: boolean, locale: { code: string, direction: TextDirection }, cover: { alt: string, isDecorative: boolean, rendition: { url: string, width: number, height: number, srcset: string } } | null, publishers: Array<{ organisation: { name: string, acronym: string | null } }>, topics: Array<{ code: string, label: string }> }
        | { __typename: 'Toolkit', id: string, title: string, summary: string, path: string, issuedOn: string | null, isFallback: boolean, locale: { code: string, direction: TextDirection }, cover: { alt: string, isDecorative: boolean, rendition: { url: string, width: number, height: number, srcset: string } } | null, publishers: Array<{ organisation: { name: string, acronym: string | null } }>, topics: Array<{ code: string, label: string }> }
       }> } };

export type NetworkLibraryQueryVariables = Exact<{
  slug: string;
  locale?: string | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type NetworkLibraryQuery = { network: { name: string, description: string | null, page: { title: string, path: string } | null, resources: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ note: string | null, node:
          | { __typename: 'CityAssessment', id: string, title: string, summary: string, path: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection }, cover: { alt: string, rendition: { url: string, width: number, height: number, srcset: string } } | null }
          | { __typename: 'Course', id: string, title: string, summary: string, path: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection }, cover: { alt: string, rendition: { url: string, width: number, height: number, srcset: string } } | null }
          | { __typename: 'IndicatorFramework', id: string, title: string, summary: string, path: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection }, cover: { alt: string, rendition: { url: string, width: number, height: number, srcset: string } } | null }
          | { __typename: 'KnowledgePlatform', id: string, title: string, summary: string, path: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection }, cover: { alt: string, rendition: { url: string, width: number, height: number, srcset: string } } | null }
          | { __typename: 'Programme', id: string, title: string, summary: string, path: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection }, cover: { alt: string, rendition: { url: string, width: number, height: number, srcset: string } } | null }
          | { __typename: 'Report', id: string, title: string, summary: string, path: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection }, cover: { alt: string, rendition: { url: string, width: number, height: number, srcset: string } } | null }
          | { __typename: 'Toolkit', id: string, title: string, summary: string, path: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection }, cover: { alt: string, rendition: { url: string, width: number, height: number, srcset: string } } | null }
         }> } } | null };

export type PageByPathQueryVariables = Exact<{
  path: string;
  locale?: string | null | undefined;
}>;


export type PageByPathQuery = { menu: Array<{ title: string, path: string }>, pageAt: { redirectedFrom: string | null, redirectUrl: string | null, isPermanent: boolean, page:
      | { __typename: 'Action', id: string, title: string, summary: string, path: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection }, translations: Array<{ path: string, isOutdated: boolean, locale: { code: string, nativeName: string } }>, breadcrumbs: Array<{ title: string, path: string }>, seo: { title: string, description: string }, body: Array<
          | { __typename: 'AccordionBlock', id: string, html: string }
          | { __typename: 'AnimationBlock', id: string, html: string }
          | { __typename: 'AudioBlock', id: string, html: string }
          | { __typename: 'CallToActionBlock', id: string, html: string }
          | { __typename: 'DownloadsBlock', id: string, html: string, files: Array<{ url: string, title: string, bytes: number | null, languages: Array<{ code: string }> }> }
          | { __typename: 'FigureBlock', id: string, html: string, image: { alt: string, rendition: { url: string, width: number, height: number, srcset: string } } }
          | { __typename: 'GameBlock', id: string, html: string }
          | { __typename: 'HeadingBlock', id: string, html: string }
          | { __typename: 'OrganisationsBlock', id: string, html: string, organisations: Array<{ name: string, website: string | null }> }
          | { __typename: 'QuestionnaireBlock', id: string, html: string }
          | { __typename: 'QuoteBlock', id: string, html: string }
          | { __typename: 'ReflectionBlock', id: string, html: string }
          | { __typename: 'RichTextBlock', id: string, html: string }
          | { __typename: 'StatisticsBlock', id: string, html: string, items: Array<{ value: string, label: string, source: string | null, asOf: string | null }> }
          | { __typename: 'TableBlock', id: string, html: string }
          | { __typename: 'TeaserBlock', id: string, html: string, page:
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
             | null }
          | { __typename: 'VideoBlock', id: string, html: string }
        > }
      | { __typename: 'ActionRepository', id: string, title: string, summary: string, path: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection }, translations: Array<{ path: string, isOutdated: boolean, locale: { code: string, nativeName: string } }>, breadcrumbs: Array<{ title: string, path: string }>, seo: { title: string, description: string }, body: Array<
          | { __typename: 'AccordionBlock', id: string, html: string }
          | { __typename: 'AnimationBlock', id: string, html: string }
          | { __typename: 'AudioBlock', id: string, html: string }
          | { __typename: 'CallToActionBlock', id: string, html: string }
          | { __typename: 'DownloadsBlock', id: string, html: string, files: Array<{ url: string, title: string, bytes: number | null, languages: Array<{ code: string }> }> }
          | { __typename: 'FigureBlock', id: string, html: string, image: { alt: string, rendition: { url: string, width: number, height: number, srcset: string } } }
          | { __typename: 'GameBlock', id: string, html: string }
          | { __typename: 'HeadingBlock', id: string, html: string }
          | { __typename: 'OrganisationsBlock', id: string, html: string, organisations: Array<{ name: string, website: string | null }> }
          | { __typename: 'QuestionnaireBlock', id: string, html: string }
          | { __typename: 'QuoteBlock', id: string, html: string }
          | { __typename: 'ReflectionBlock', id: string, html: string }
          | { __typename: 'RichTextBlock', id: string, html: string }
          | { __typename: 'StatisticsBlock', id: string, html: string, items: Array<{ value: string, label: string, source: string | null, asOf: string | null }> }
          | { __typename: 'TableBlock', id: string, html: string }
          | { __typename: 'TeaserBlock', id: string, html: string, page:
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
             | null }
          | { __typename: 'VideoBlock', id: string, html: string }
        > }
      | { __typename: 'CityAssessment', id: string, title: string, summary: string, path: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection }, translations: Array<{ path: string, isOutdated: boolean, locale: { code: string, nativeName: string } }>, breadcrumbs: Array<{ title: string, path: string }>, seo: { title: string, description: string }, body: Array<
          | { __typename: 'AccordionBlock', id: string, html: string }
          | { __typename: 'AnimationBlock', id: string, html: string }
          | { __typename: 'AudioBlock', id: string, html: string }
          | { __typename: 'CallToActionBlock', id: string, html: string }
          | { __typename: 'DownloadsBlock', id: string, html: string, files: Array<{ url: string, title: string, bytes: number | null, languages: Array<{ code: string }> }> }
          | { __typename: 'FigureBlock', id: string, html: string, image: { alt: string, rendition: { url: string, width: number, height: number, srcset: string } } }
          | { __typename: 'GameBlock', id: string, html: string }
          | { __typename: 'HeadingBlock', id: string, html: string }
          | { __typename: 'OrganisationsBlock', id: string, html: string, organisations: Array<{ name: string, website: string | null }> }
          | { __typename: 'QuestionnaireBlock', id: string, html: string }
          | { __typename: 'QuoteBlock', id: string, html: string }
          | { __typename: 'ReflectionBlock', id: string, html: string }
          | { __typename: 'RichTextBlock', id: string, html: string }
          | { __typename: 'StatisticsBlock', id: string, html: string, items: Array<{ value: string, label: string, source: string | null, asOf: string | null }> }
          | { __typename: 'TableBlock', id: string, html: string }
          | { __typename: 'TeaserBlock', id: string, html: string, page:
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
             | null }
          | { __typename: 'VideoBlock', id: string, html: string }
        > }
      | { __typename: 'Course', id: string, title: string, summary: string, path: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection }, translations: Array<{ path: string, isOutdated: boolean, locale: { code: string, nativeName: string } }>, breadcrumbs: Array<{ title: string, path: string }>, seo: { title: string, description: string }, body: Array<
          | { __typename: 'AccordionBlock', id: string, html: string }
          | { __typename: 'AnimationBlock', id: string, html: string }
          | { __typename: 'AudioBlock', id: string, html: string }
          | { __typename: 'CallToActionBlock', id: string, html: string }
          | { __typename: 'DownloadsBlock', id: string, html: string, files: Array<{ url: string, title: string, bytes: number | null, languages: Array<{ code: string }> }> }
          | { __typename: 'FigureBlock', id: string, html: string, image: { alt: string, rendition: { url: string, width: number, height: number, srcset: string } } }
          | { __typename: 'GameBlock', id: string, html: string }
          | { __typename: 'HeadingBlock', id: string, html: string }
          | { __typename: 'OrganisationsBlock', id: string, html: string, organisations: Array<{ name: string, website: string | null }> }
          | { __typename: 'QuestionnaireBlock', id: string, html: string }
          | { __typename: 'QuoteBlock', id: string, html: string }
          | { __typename: 'ReflectionBlock', id: string, html: string }
          | { __typename: 'RichTextBlock', id: string, html: string }
          | { __typename: 'StatisticsBlock', id: string, html: string, items: Array<{ value: string, label: string, source: string | null, asOf: string | null }> }
          | { __typename: 'TableBlock', id: string, html: string }
          | { __typename: 'TeaserBlock', id: string, html: string, page:
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
             | null }
          | { __typename: 'VideoBlock', id: string, html: string }
        > }
      | { __typename: 'CourseIndex', id: string, title: string, summary: string, path: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection }, translations: Array<{ path: string, isOutdated: boolean, locale: { code: string, nativeName: string } }>, breadcrumbs: Array<{ title: string, path: string }>, seo: { title: string, description: string }, body: Array<
          | { __typename: 'AccordionBlock', id: string, html: string }
          | { __typename: 'AnimationBlock', id: string, html: string }
          | { __typename: 'AudioBlock', id: string, html: string }
          | { __typename: 'CallToActionBlock', id: string, html: string }
          | { __typename: 'DownloadsBlock', id: string, html: string, files: Array<{ url: string, title: string, bytes: number | null, languages: Array<{ code: string }> }> }
          | { __typename: 'FigureBlock', id: string, html: string, image: { alt: string, rendition: { url: string, width: number, height: number, srcset: string } } }
          | { __typename: 'GameBlock', id: string, html: string }
          | { __typename: 'HeadingBlock', id: string, html: string }
          | { __typename: 'OrganisationsBlock', id: string, html: string, organisations: Array<{ name: string, website: string | null }> }
          | { __typename: 'QuestionnaireBlock', id: string, html: string }
          | { __typename: 'QuoteBlock', id: string, html: string }
          | { __typename: 'ReflectionBlock', id: string, html: string }
          | { __typename: 'RichTextBlock', id: string, html: string }
          | { __typename: 'StatisticsBlock', id: string, html: string, items: Array<{ value: string, label: string, source: string | null, asOf: string | null }> }
          | { __typename: 'TableBlock', id: string, html: string }
          | { __typename: 'TeaserBlock', id: string, html: string, page:
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
             | null }
          | { __typename: 'VideoBlock', id: string, html: string }
        > }
      | { __typename: 'Event', eventKind: EventKind, startsAt: string | null, endsAt: string | null, isOnline: boolean, venue: string | null, signUpUrl: string | null, id: string, title: string, summary: string, path: string, url: string, isFallback: boolean, eventLanguages: Array<{ code: string }>, locale: { code: string, direction: TextDirection }, translations: Array<{ path: string, isOutdated: boolean, locale: { code: string, nativeName: string } }>, breadcrumbs: Array<{ title: string, path: string }>, seo: { title: string, description: string }, body: Array<
          | { __typename: 'AccordionBlock', id: string, html: string }
          | { __typename: 'AnimationBlock', id: string, html: string }
          | { __typename: 'AudioBlock', id: string, html: string }
          | { __typename: 'CallToActionBlock', id: string, html: string }
          | { __typename: 'DownloadsBlock', id: string, html: string, files: Array<{ url: string, title: string, bytes: number | null, languages: Array<{ code: string }> }> }
          | { __typename: 'FigureBlock', id: string, html: string, image: { alt: string, rendition: { url: string, width: number, height: number, srcset: string } } }
          | { __typename: 'GameBlock', id: string, html: string }
          | { __typename: 'HeadingBlock', id: string, html: string }
          | { __typename: 'OrganisationsBlock', id: string, html: string, organisations: Array<{ name: string, website: string | null }> }
          | { __typename: 'QuestionnaireBlock', id: string, html: string }
          | { __typename: 'QuoteBlock', id: string, html: string }
          | { __typename: 'ReflectionBlock', id: string, html: string }
          | { __typename: 'RichTextBlock', id: string, html: string }
          | { __typename: 'StatisticsBlock', id: string, html: string, items: Array<{ value: string, label: string, source: string | null, asOf: string | null }> }
          | { __typename: 'TableBlock', id: string, html: string }
          | { __typename: 'TeaserBlock', id: string, html: string, page:
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
             | null }
          | { __typename: 'VideoBlock', id: string, html: string }
        > }
      | { __typename: 'Home', id: string, title: string, summary: string, path: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection }, translations: Array<{ path: string, isOutdated: boolean, locale: { code: string, nativeName: string } }>, breadcrumbs: Array<{ title: string, path: string }>, seo: { title: string, description: string }, body: Array<
          | { __typename: 'AccordionBlock', id: string, html: string }
          | { __typename: 'AnimationBlock', id: string, html: string }
          | { __typename: 'AudioBlock', id: string, html: string }
          | { __typename: 'CallToActionBlock', id: string, html: string }
          | { __typename: 'DownloadsBlock', id: string, html: string, files: Array<{ url: string, title: string, bytes: number | null, languages: Array<{ code: string }> }> }
          | { __typename: 'FigureBlock', id: string, html: string, image: { alt: string, rendition: { url: string, width: number, height: number, srcset: string } } }
          | { __typename: 'GameBlock', id: string, html: string }
          | { __typename: 'HeadingBlock', id: string, html: string }
          | { __typename: 'OrganisationsBlock', id: string, html: string, organisations: Array<{ name: string, website: string | null }> }
          | { __typename: 'QuestionnaireBlock', id: string, html: string }
          | { __typename: 'QuoteBlock', id: string, html: string }
          | { __typename: 'ReflectionBlock', id: string, html: string }
          | { __typename: 'RichTextBlock', id: string, html: string }
          | { __typename: 'StatisticsBlock', id: string, html: string, items: Array<{ value: string, label: string, source: string | null, asOf: string | null }> }
          | { __typename: 'TableBlock', id: string, html: string }
          | { __typename: 'TeaserBlock', id: string, html: string, page:
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
             | null }
          | { __typename: 'VideoBlock', id: string, html: string }
        > }
      | { __typename: 'IndexPage', id: string, title: string, summary: string, path: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection }, translations: Array<{ path: string, isOutdated: boolean, locale: { code: string, nativeName: string } }>, breadcrumbs: Array<{ title: string, path: string }>, seo: { title: string, description: string }, body: Array<
          | { __typename: 'AccordionBlock', id: string, html: string }
          | { __typename: 'AnimationBlock', id: string, html: string }
          | { __typename: 'AudioBlock', id: string, html: string }
          | { __typename: 'CallToActionBlock', id: string, html: string }
          | { __typename: 'DownloadsBlock', id: string, html: string, files: Array<{ url: string, title: string, bytes: number | null, languages: Array<{ code: string }> }> }
          | { __typename: 'FigureBlock', id: string, html: string, image: { alt: string, rendition: { url: string, width: number, height: number, srcset: string } } }
          | { __typename: 'GameBlock', id: string, html: string }
          | { __typename: 'HeadingBlock', id: string, html: string }
          | { __typename: 'OrganisationsBlock', id: string, html: string, organisations: Array<{ name: string, website: string | null }> }
          | { __typename: 'QuestionnaireBlock', id: string, html: string }
          | { __typename: 'QuoteBlock', id: string, html: string }
          | { __typename: 'ReflectionBlock', id: string, html: string }
          | { __typename: 'RichTextBlock', id: string, html: string }
          | { __typename: 'StatisticsBlock', id: string, html: string, items: Array<{ value: string, label: string, source: string | null, asOf: string | null }> }
          | { __typename: 'TableBlock', id: string, html: string }
          | { __typename: 'TeaserBlock', id: string, html: string, page:
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
             | null }
          | { __typename: 'VideoBlock', id: string, html: string }
        > }
      | { __typename: 'IndicatorFramework', id: string, title: string, summary: string, path: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection }, translations: Array<{ path: string, isOutdated: boolean, locale: { code: string, nativeName: string } }>, breadcrumbs: Array<{ title: string, path: string }>, seo: { title: string, description: string }, body: Array<
          | { __typename: 'AccordionBlock', id: string, html: string }
          | { __typename: 'AnimationBlock', id: string, html: string }
          | { __typename: 'AudioBlock', id: string, html: string }
          | { __typename: 'CallToActionBlock', id: string, html: string }
          | { __typename: 'DownloadsBlock', id: string, html: string, files: Array<{ url: string, title: string, bytes: number | null, languages: Array<{ code: string }> }> }
          | { __typename: 'FigureBlock', id: string, html: string, image: { alt: string, rendition: { url: string, width: number, height: number, srcset: string } } }
          | { __typename: 'GameBlock', id: string, html: string }
          | { __typename: 'HeadingBlock', id: string, html: string }
          | { __typename: 'OrganisationsBlock', id: string, html: string, organisations: Array<{ name: string, website: string | null }> }
          | { __typename: 'QuestionnaireBlock', id: string, html: string }
          | { __typename: 'QuoteBlock', id: string, html: string }
          | { __typename: 'ReflectionBlock', id: string, html: string }
          | { __typename: 'RichTextBlock', id: string, html: string }
          | { __typename: 'StatisticsBlock', id: string, html: string, items: Array<{ value: string, label: string, source: string | null, asOf: string | null }> }
          | { __typename: 'TableBlock', id: string, html: string }
          | { __typename: 'TeaserBlock', id: string, html: string, page:
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
             | null }
          | { __typename: 'VideoBlock', id: string, html: string }
        > }
      | { __typename: 'InformationPage', informationKind: InformationKind, id: string, title: string, summary: string, path: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection }, translations: Array<{ path: string, isOutdated: boolean, locale: { code: string, nativeName: string } }>, breadcrumbs: Array<{ title: string, path: string }>, seo: { title: string, description: string }, body: Array<
          | { __typename: 'AccordionBlock', id: string, html: string }
          | { __typename: 'AnimationBlock', id: string, html: string }
          | { __typename: 'AudioBlock', id: string, html: string }
          | { __typename: 'CallToActionBlock', id: string, html: string }
          | { __typename: 'DownloadsBlock', id: string, html: string, files: Array<{ url: string, title: string, bytes: number | null, languages: Array<{ code: string }> }> }
          | { __typename: 'FigureBlock', id: string, html: string, image: { alt: string, rendition: { url: string, width: number, height: number, srcset: string } } }
          | { __typename: 'GameBlock', id: string, html: string }
          | { __typename: 'HeadingBlock', id: string, html: string }
          | { __typename: 'OrganisationsBlock', id: string, html: string, organisations: Array<{ name: string, website: string | null }> }
          | { __typename: 'QuestionnaireBlock', id: string, html: string }
          | { __typename: 'QuoteBlock', id: string, html: string }
          | { __typename: 'ReflectionBlock', id: string, html: string }
          | { __typename: 'RichTextBlock', id: string, html: string }
          | { __typename: 'StatisticsBlock', id: string, html: string, items: Array<{ value: string, label: string, source: string | null, asOf: string | null }> }
          | { __typename: 'TableBlock', id: string, html: string }
          | { __typename: 'TeaserBlock', id: string, html: string, page:
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
             | null }
          | { __typename: 'VideoBlock', id: string, html: string }
        > }
      | { __typename: 'KnowledgePlatform', id: string, title: string, summary: string, path: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection }, translations: Array<{ path: string, isOutdated: boolean, locale: { code: string, nativeName: string } }>, breadcrumbs: Array<{ title: string, path: string }>, seo: { title: string, description: string }, body: Array<
          | { __typename: 'AccordionBlock', id: string, html: string }
          | { __typename: 'AnimationBlock', id: string, html: string }
          | { __typename: 'AudioBlock', id: string, html: string }
          | { __typename: 'CallToActionBlock', id: string, html: string }
          | { __typename: 'DownloadsBlock', id: string, html: string, files: Array<{ url: string, title: string, bytes: number | null, languages: Array<{ code: string }> }> }
          | { __typename: 'FigureBlock', id: string, html: string, image: { alt: string, rendition: { url: string, width: number, height: number, srcset: string } } }
          | { __typename: 'GameBlock', id: string, html: string }
          | { __typename: 'HeadingBlock', id: string, html: string }
          | { __typename: 'OrganisationsBlock', id: string, html: string, organisations: Array<{ name: string, website: string | null }> }
          | { __typename: 'QuestionnaireBlock', id: string, html: string }
          | { __typename: 'QuoteBlock', id: string, html: string }
          | { __typename: 'ReflectionBlock', id: string, html: string }
          | { __typename: 'RichTextBlock', id: string, html: string }
          | { __typename: 'StatisticsBlock', id: string, html: string, items: Array<{ value: string, label: string, source: string | null, asOf: string | null }> }
          | { __typename: 'TableBlock', id: string, html: string }
          | { __typename: 'TeaserBlock', id: string, html: string, page:
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
             | null }
          | { __typename: 'VideoBlock', id: string, html: string }
        > }
      | { __typename: 'Lesson', id: string, title: string, summary: string, path: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection }, translations: Array<{ path: string, isOutdated: boolean, locale: { code: string, nativeName: string } }>, breadcrumbs: Array<{ title: string, path: string }>, seo: { title: string, description: string }, body: Array<
          | { __typename: 'AccordionBlock', id: string, html: string }
          | { __typename: 'AnimationBlock', id: string, html: string }
          | { __typename: 'AudioBlock', id: string, html: string }
          | { __typename: 'CallToActionBlock', id: string, html: string }
          | { __typename: 'DownloadsBlock', id: string, html: string, files: Array<{ url: string, title: string, bytes: number | null, languages: Array<{ code: string }> }> }
          | { __typename: 'FigureBlock', id: string, html: string, image: { alt: string, rendition: { url: string, width: number, height: number, srcset: string } } }
          | { __typename: 'GameBlock', id: string, html: string }
          | { __typename: 'HeadingBlock', id: string, html: string }
          | { __typename: 'OrganisationsBlock', id: string, html: string, organisations: Array<{ name: string, website: string | null }> }
          | { __typename: 'QuestionnaireBlock', id: string, html: string }
          | { __typename: 'QuoteBlock', id: string, html: string }
          | { __typename: 'ReflectionBlock', id: string, html: string }
          | { __typename: 'RichTextBlock', id: string, html: string }
          | { __typename: 'StatisticsBlock', id: string, html: string, items: Array<{ value: string, label: string, source: string | null, asOf: string | null }> }
          | { __typename: 'TableBlock', id: string, html: string }
          | { __typename: 'TeaserBlock', id: string, html: string, page:
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
             | null }
          | { __typename: 'VideoBlock', id: string, html: string }
        > }
      | { __typename: 'Library', id: string, title: string, summary: string, path: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection }, translations: Array<{ path: string, isOutdated: boolean, locale: { code: string, nativeName: string } }>, breadcrumbs: Array<{ title: string, path: string }>, seo: { title: string, description: string }, body: Array<
          | { __typename: 'AccordionBlock', id: string, html: string }
          | { __typename: 'AnimationBlock', id: string, html: string }
          | { __typename: 'AudioBlock', id: string, html: string }
          | { __typename: 'CallToActionBlock', id: string, html: string }
          | { __typename: 'DownloadsBlock', id: string, html: string, files: Array<{ url: string, title: string, bytes: number | null, languages: Array<{ code: string }> }> }
          | { __typename: 'FigureBlock', id: string, html: string, image: { alt: string, rendition: { url: string, width: number, height: number, srcset: string } } }
          | { __typename: 'GameBlock', id: string, html: string }
          | { __typename: 'HeadingBlock', id: string, html: string }
          | { __typename: 'OrganisationsBlock', id: string, html: string, organisations: Array<{ name: string, website: string | null }> }
          | { __typename: 'QuestionnaireBlock', id: string, html: string }
          | { __typename: 'QuoteBlock', id: string, html: string }
          | { __typename: 'ReflectionBlock', id: string, html: string }
          | { __typename: 'RichTextBlock', id: string, html: string }
          | { __typename: 'StatisticsBlock', id: string, html: string, items: Array<{ value: string, label: string, source: string | null, asOf: string | null }> }
          | { __typename: 'TableBlock', id: string, html: string }
          | { __typename: 'TeaserBlock', id: string, html: string, page:
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
             | null }
          | { __typename: 'VideoBlock', id: string, html: string }
        > }
      | { __typename: 'PriorityObjectivePage', example: string | null, id: string, title: string, summary: string, path: string, url: string, isFallback: boolean, priorityObjective: { number: number, label: string, guidance: string | null } | null, locale: { code: string, direction: TextDirection }, translations: Array<{ path: string, isOutdated: boolean, locale: { code: string, nativeName: string } }>, breadcrumbs: Array<{ title: string, path: string }>, seo: { title: string, description: string }, body: Array<
          | { __typename: 'AccordionBlock', id: string, html: string }
          | { __typename: 'AnimationBlock', id: string, html: string }
          | { __typename: 'AudioBlock', id: string, html: string }
          | { __typename: 'CallToActionBlock', id: string, html: string }
          | { __typename: 'DownloadsBlock', id: string, html: string, files: Array<{ url: string, title: string, bytes: number | null, languages: Array<{ code: string }> }> }
          | { __typename: 'FigureBlock', id: string, html: string, image: { alt: string, rendition: { url: string, width: number, height: number, srcset: string } } }
          | { __typename: 'GameBlock', id: string, html: string }
          | { __typename: 'HeadingBlock', id: string, html: string }
          | { __typename: 'OrganisationsBlock', id: string, html: string, organisations: Array<{ name: string, website: string | null }> }
          | { __typename: 'QuestionnaireBlock', id: string, html: string }
          | { __typename: 'QuoteBlock', id: string, html: string }
          | { __typename: 'ReflectionBlock', id: string, html: string }
          | { __typename: 'RichTextBlock', id: string, html: string }
          | { __typename: 'StatisticsBlock', id: string, html: string, items: Array<{ value: string, label: string, source: string | null, asOf: string | null }> }
          | { __typename: 'TableBlock', id: string, html: string }
          | { __typename: 'TeaserBlock', id: string, html: string, page:
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
             | null }
          | { __typename: 'VideoBlock', id: string, html: string }
        > }
      | { __typename: 'Programme', id: string, title: string, summary: string, path: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection }, translations: Array<{ path: string, isOutdated: boolean, locale: { code: string, nativeName: string } }>, breadcrumbs: Array<{ title: string, path: string }>, seo: { title: string, description: string }, body: Array<
          | { __typename: 'AccordionBlock', id: string, html: string }
          | { __typename: 'AnimationBlock', id: string, html: string }
          | { __typename: 'AudioBlock', id: string, html: string }
          | { __typename: 'CallToActionBlock', id: string, html: string }
          | { __typename: 'DownloadsBlock', id: string, html: string, files: Array<{ url: string, title: string, bytes: number | null, languages: Array<{ code: string }> }> }
          | { __typename: 'FigureBlock', id: string, html: string, image: { alt: string, rendition: { url: string, width: number, height: number, srcset: string } } }
          | { __typename: 'GameBlock', id: string, html: string }
          | { __typename: 'HeadingBlock', id: string, html: string }
          | { __typename: 'OrganisationsBlock', id: string, html: string, organisations: Array<{ name: string, website: string | null }> }
          | { __typename: 'QuestionnaireBlock', id: string, html: string }
          | { __typename: 'QuoteBlock', id: string, html: string }
          | { __typename: 'ReflectionBlock', id: string, html: string }
          | { __typename: 'RichTextBlock', id: string, html: string }
          | { __typename: 'StatisticsBlock', id: string, html: string, items: Array<{ value: string, label: string, source: string | null, asOf: string | null }> }
          | { __typename: 'TableBlock', id: string, html: string }
          | { __typename: 'TeaserBlock', id: string, html: string, page:
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
             | null }
          | { __typename: 'VideoBlock', id: string, html: string }
        > }
      | { __typename: 'Report', id: string, title: string, summary: string, path: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection }, translations: Array<{ path: string, isOutdated: boolean, locale: { code: string, nativeName: string } }>, breadcrumbs: Array<{ title: string, path: string }>, seo: { title: string, description: string }, body: Array<
          | { __typename: 'AccordionBlock', id: string, html: string }
          | { __typename: 'AnimationBlock', id: string, html: string }
          | { __typename: 'AudioBlock', id: string, html: string }
          | { __typename: 'CallToActionBlock', id: string, html: string }
          | { __typename: 'DownloadsBlock', id: string, html: string, files: Array<{ url: string, title: string, bytes: number | null, languages: Array<{ code: string }> }> }
          | { __typename: 'FigureBlock', id: string, html: string, image: { alt: string, rendition: { url: string, width: number, height: number, srcset: string } } }
          | { __typename: 'GameBlock', id: string, html: string }
          | { __typename: 'HeadingBlock', id: string, html: string }
          | { __typename: 'OrganisationsBlock', id: string, html: string, organisations: Array<{ name: string, website: string | null }> }
          | { __typename: 'QuestionnaireBlock', id: string, html: string }
          | { __typename: 'QuoteBlock', id: string, html: string }
          | { __typename: 'ReflectionBlock', id: string, html: string }
          | { __typename: 'RichTextBlock', id: string, html: string }
          | { __typename: 'StatisticsBlock', id: string, html: string, items: Array<{ value: string, label: string, source: string | null, asOf: string | null }> }
          | { __typename: 'TableBlock', id: string, html: string }
          | { __typename: 'TeaserBlock', id: string, html: string, page:
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
             | null }
          | { __typename: 'VideoBlock', id: string, html: string }
        > }
      | { __typename: 'Toolkit', id: string, title: string, summary: string, path: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection }, translations: Array<{ path: string, isOutdated: boolean, locale: { code: string, nativeName: string } }>, breadcrumbs: Array<{ title: string, path: string }>, seo: { title: string, description: string }, body: Array<
          | { __typename: 'AccordionBlock', id: string, html: string }
          | { __typename: 'AnimationBlock', id: string, html: string }
          | { __typename: 'AudioBlock', id: string, html: string }
          | { __typename: 'CallToActionBlock', id: string, html: string }
          | { __typename: 'DownloadsBlock', id: string, html: string, files: Array<{ url: string, title: string, bytes: number | null, languages: Array<{ code: string }> }> }
          | { __typename: 'FigureBlock', id: string, html: string, image: { alt: string, rendition: { url: string, width: number, height: number, srcset: string } } }
          | { __typename: 'GameBlock', id: string, html: string }
          | { __typename: 'HeadingBlock', id: string, html: string }
          | { __typename: 'OrganisationsBlock', id: string, html: string, organisations: Array<{ name: string, website: string | null }> }
          | { __typename: 'QuestionnaireBlock', id: string, html: string }
          | { __typename: 'QuoteBlock', id: string, html: string }
          | { __typename: 'ReflectionBlock', id: string, html: string }
          | { __typename: 'RichTextBlock', id: string, html: string }
          | { __typename: 'StatisticsBlock', id: string, html: string, items: Array<{ value: string, label: string, source: string | null, asOf: string | null }> }
          | { __typename: 'TableBlock', id: string, html: string }
          | { __typename: 'TeaserBlock', id: string, html: string, page:
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
             | null }
          | { __typename: 'VideoBlock', id: string, html: string }
        > }
      | { __typename: 'Update', date: string, id: string, title: string, summary: string, path: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection }, translations: Array<{ path: string, isOutdated: boolean, locale: { code: string, nativeName: string } }>, breadcrumbs: Array<{ title: string, path: string }>, seo: { title: string, description: string }, body: Array<
          | { __typename: 'AccordionBlock', id: string, html: string }
          | { __typename: 'AnimationBlock', id: string, html: string }
          | { __typename: 'AudioBlock', id: string, html: string }
          | { __typename: 'CallToActionBlock', id: string, html: string }
          | { __typename: 'DownloadsBlock', id: string, html: string, files: Array<{ url: string, title: string, bytes: number | null, languages: Array<{ code: string }> }> }
          | { __typename: 'FigureBlock', id: string, html: string, image: { alt: string, rendition: { url: string, width: number, height: number, srcset: string } } }
          | { __typename: 'GameBlock', id: string, html: string }
          | { __typename: 'HeadingBlock', id: string, html: string }
          | { __typename: 'OrganisationsBlock', id: string, html: string, organisations: Array<{ name: string, website: string | null }> }
          | { __typename: 'QuestionnaireBlock', id: string, html: string }
          | { __typename: 'QuoteBlock', id: string, html: string }
          | { __typename: 'ReflectionBlock', id: string, html: string }
          | { __typename: 'RichTextBlock', id: string, html: string }
          | { __typename: 'StatisticsBlock', id: string, html: string, items: Array<{ value: string, label: string, source: string | null, asOf: string | null }> }
          | { __typename: 'TableBlock', id: string, html: string }
          | { __typename: 'TeaserBlock', id: string, html: string, page:
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
              | { title: string, path: string, summary: string }
             | null }
          | { __typename: 'VideoBlock', id: string, html: string }
        > }
     | null } };

export type ResourceBySlugQueryVariables = Exact<{
  slug: string;
  locale?: string | null | undefined;
}>;


export type ResourceBySlugQuery = { resource:
    | { __typename: 'CityAssessment', year: number | null, isbn: string | null, pageCount: number | null, fedInto: string | null, id: string, title: string, officialTitle: string, summary: string, path: string, url: string, issuedOn: string | null, launchedOn: string | null, updatedAt: string, isFallback: boolean, isReviewed: boolean, place: { label: string, country: { code: string, label: string } | null } | null, locale: { code: string, direction: TextDirection }, translations: Array<{ title: string, path: string, isOutdated: boolean, locale: { code: string, nativeName: string } }>, breadcrumbs: Array<{ title: string, path: string }>, seo: { title: string, description: string }, cover: { alt: string, isDecorative: boolean, credit: string | null, rendition: { url: string, width: number, height: number, srcset: string } } | null, contributions: Array<{ role: ContributionRole, organisation: { name: string, website: string | null } }>, files: Array<{ url: string, title: string, label: string | null, isLink: boolean, mediaType: string | null, bytes: number | null, pages: number | null, languages: Array<{ code: string, nativeName: string }> }>, figures: Array<{ value: string, label: string, asOf: string | null, source: string }>, licence: { code: string } | null, topics: Array<{ code: string, label: string }>, priorityObjectives: Array<{ number: number, label: string }>, networks: Array<{ slug: string, name: string }>, relations: Array<{ kind: RelationKind, resource:
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
         }>, body: Array<
        | { __typename: 'AccordionBlock', id: string, html: string }
        | { __typename: 'AnimationBlock', id: string, html: string }
        | { __typename: 'AudioBlock', id: string, html: string }
        | { __typename: 'CallToActionBlock', id: string, html: string }
        | { __typename: 'DownloadsBlock', id: string, html: string }
        | { __typename: 'FigureBlock', id: string, html: string }
        | { __typename: 'GameBlock', id: string, html: string }
        | { __typename: 'HeadingBlock', id: string, html: string }
        | { __typename: 'OrganisationsBlock', id: string, html: string }
        | { __typename: 'QuestionnaireBlock', id: string, html: string }
        | { __typename: 'QuoteBlock', id: string, html: string }
        | { __typename: 'ReflectionBlock', id: string, html: string }
        | { __typename: 'RichTextBlock', id: string, html: string }
        | { __typename: 'StatisticsBlock', id: string, html: string }
        | { __typename: 'TableBlock', id: string, html: string }
        | { __typename: 'TeaserBlock', id: string, html: string }
        | { __typename: 'VideoBlock', id: string, html: string }
      > }
    | { __typename: 'Course', id: string, title: string, officialTitle: string, summary: string, path: string, url: string, issuedOn: string | null, launchedOn: string | null, updatedAt: string, isFallback: boolean, isReviewed: boolean, locale: { code: string, direction: TextDirection }, translations: Array<{ title: string, path: string, isOutdated: boolean, locale: { code: string, nativeName: string } }>, breadcrumbs: Array<{ title: string, path: string }>, seo: { title: string, description: string }, cover: { alt: string, isDecorative: boolean, credit: string | null, rendition: { url: string, width: number, height: number, srcset: string } } | null, contributions: Array<{ role: ContributionRole, organisation: { name: string, website: string | null } }>, files: Array<{ url: string, title: string, label: string | null, isLink: boolean, mediaType: string | null, bytes: number | null, pages: number | null, languages: Array<{ code: string, nativeName: string }> }>, figures: Array<{ value: string, label: string, asOf: string | null, source: string }>, licence: { code: string } | null, topics: Array<{ code: string, label: string }>, priorityObjectives: Array<{ number: number, label: string }>, networks: Array<{ slug: string, name: string }>, relations: Array<{ kind: RelationKind, resource:
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
         }>, body: Array<
        | { __typename: 'AccordionBlock', id: string, html: string }
        | { __typename: 'AnimationBlock', id: string, html: string }
        | { __typename: 'AudioBlock', id: string, html: string }
        | { __typename: 'CallToActionBlock', id: string, html: string }
        | { __typename: 'DownloadsBlock', id: string, html: string }
        | { __typename: 'FigureBlock', id: string, html: string }
        | { __typename: 'GameBlock', id: string, html: string }
        | { __typename: 'HeadingBlock', id: string, html: string }
        | { __typename: 'OrganisationsBlock', id: string, html: string }
        | { __typename: 'QuestionnaireBlock', id: string, html: string }
        | { __typename: 'QuoteBlock', id: string, html: string }
        | { __typename: 'ReflectionBlock', id: string, html: string }
        | { __typename: 'RichTextBlock', id: string, html: string }
        | { __typename: 'StatisticsBlock', id: string, html: string }
        | { __typename: 'TableBlock', id: string, html: string }
        | { __typename: 'TeaserBlock', id: string, html: string }
        | { __typename: 'VideoBlock', id: string, html: string }
      > }
    | { __typename: 'IndicatorFramework', id: string, title: string, officialTitle: string, summary: string, path: string, url: string, issuedOn: string | null, launchedOn: string | null, updatedAt: string, isFallback: boolean, isReviewed: boolean, dimensions: Array<{ title: string, description: string }>, assessments: { edges: Array<{ node: { title: string, path: string, year: number | null, place: { label: string } | null } }> }, locale: { code: string, direction: TextDirection }, translations: Array<{ title: string, path: string, isOutdated: boolean, locale: { code: string, nativeName: string } }>, breadcrumbs: Array<{ title: string, path: string }>, seo: { title: string, description: string }, cover: { alt: string, isDecorative: boolean, credit: string | null, rendition: { url: string, width: number, height: number, srcset: string } } | null, contributions: Array<{ role: ContributionRole, organisation: { name: string, website: string | null } }>, files: Array<{ url: string, title: string, label: string | null, isLink: boolean, mediaType: string | null, bytes: number | null, pages: number | null, languages: Array<{ code: string, nativeName: string }> }>, figures: Array<{ value: string, label: string, asOf: string | null, source: string }>, licence: { code: string } | null, topics: Array<{ code: string, label: string }>, priorityObjectives: Array<{ number: number, label: string }>, networks: Array<{ slug: string, name: string }>, relations: Array<{ kind: RelationKind, resource:
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
         }>, body: Array<
        | { __typename: 'AccordionBlock', id: string, html: string }
        | { __typename: 'AnimationBlock', id: string, html: string }
        | { __typename: 'AudioBlock', id: string, html: string }
        | { __typename: 'CallToActionBlock', id: string, html: string }
        | { __typename: 'DownloadsBlock', id: string, html: string }
        | { __typename: 'FigureBlock', id: string, html: string }
        | { __typename: 'GameBlock', id: string, html: string }
        | { __typename: 'HeadingBlock', id: string, html: string }
        | { __typename: 'OrganisationsBlock', id: string, html: string }
        | { __typename: 'QuestionnaireBlock', id: string, html: string }
        | { __typename: 'QuoteBlock', id: string, html: string }
        | { __typename: 'ReflectionBlock', id: string, html: string }
        | { __typename: 'RichTextBlock', id: string, html: string }
        | { __typename: 'StatisticsBlock', id: string, html: string }
        | { __typename: 'TableBlock', id: string, html: string }
        | { __typename: 'TeaserBlock', id: string, html: string }
        | { __typename: 'VideoBlock', id: string, html: string }
      > }
    | { __typename: 'KnowledgePlatform', address: string | null, whoMayJoin: string | null, offers: Array<string>, id: string, title: string, officialTitle: string, summary: string, path: string, url: string, issuedOn: string | null, launchedOn: string | null, updatedAt: string, isFallback: boolean, isReviewed: boolean, locale: { code: string, direction: TextDirection }, translations: Array<{ title: string, path: string, isOutdated: boolean, locale: { code: string, nativeName: string } }>, breadcrumbs: Array<{ title: string, path: string }>, seo: { title: string, description: string }, cover: { alt: string, isDecorative: boolean, credit: string | null, rendition: { url: string, width: number, height: number, srcset: string } } | null, contributions: Array<{ role: ContributionRole, organisation: { name: string, website: string | null } }>, files: Array<{ url: string, title: string, label: string | null, isLink: boolean, mediaType: string | null, bytes: number | null, pages: number | null, languages: Array<{ code: string, nativeName: string }> }>, figures: Array<{ value: string, label: string, asOf: string | null, source: string }>, licence: { code: string } | null, topics: Array<{ code: string, label: string }>, priorityObjectives: Array<{ number: number, label: string }>, networks: Array<{ slug: string, name: string }>, relations: Array<{ kind: RelationKind, resource:
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
         }>, body: Array<
        | { __typename: 'AccordionBlock', id: string, html: string }
        | { __typename: 'AnimationBlock', id: string, html: string }
        | { __typename: 'AudioBlock', id: string, html: string }
        | { __typename: 'CallToActionBlock', id: string, html: string }
        | { __typename: 'DownloadsBlock', id: string, html: string }
        | { __typename: 'FigureBlock', id: string, html: string }
        | { __typename: 'GameBlock', id: string, html: string }
        | { __typename: 'HeadingBlock', id: string, html: string }
        | { __typename: 'OrganisationsBlock', id: string, html: string }
        | { __typename: 'QuestionnaireBlock', id: string, html: string }
        | { __typename: 'QuoteBlock', id: string, html: string }
        | { __typename: 'ReflectionBlock', id: string, html: string }
        | { __typename: 'RichTextBlock', id: string, html: string }
        | { __typename: 'StatisticsBlock', id: string, html: string }
        | { __typename: 'TableBlock', id: string, html: string }
        | { __typename: 'TeaserBlock', id: string, html: string }
        | { __typename: 'VideoBlock', id: string, html: string }
      > }
    | { __typename: 'Programme', id: string, title: string, officialTitle: string, summary: string, path: string, url: string, issuedOn: string | null, launchedOn: string | null, updatedAt: string, isFallback: boolean, isReviewed: boolean, phases: Array<{ code: string, title: string, description: string, startsOn: string | null, endsOn: string | null }>, rounds: Array<{ code: string, title: string, eligibility: string, announcedOn: string | null, deadline: string | null, amount: string | null, currency: string, status: RoundStatus }>, partnerCities: Array<{ phaseCode: string | null, profileUrl: string | null, place: { code: string, label: string } | null }>, grants: Array<{ roundCode: string | null, amount: string | null, currency: string, place: { code: string, label: string } | null }>, locale: { code: string, direction: TextDirection }, translations: Array<{ title: string, path: string, isOutdated: boolean, locale: { code: string, nativeName: string } }>, breadcrumbs: Array<{ title: string, path: string }>, seo: { title: string, description: string }, cover: { alt: string, isDecorative: boolean, credit: string | null, rendition: { url: string, width: number, height: number, srcset: string } } | null, contributions: Array<{ role: ContributionRole, organisation: { name: string, website: string | null } }>, files: Array<{ url: string, title: string, label: string | null, isLink: boolean, mediaType: string | null, bytes: number | null, pages: number | null, languages: Array<{ code: string, nativeName: string }> }>, figures: Array<{ value: string, label: string, asOf: string | null, source: string }>, licence: { code: string } | null, topics: Array<{ code: string, label: string }>, priorityObjectives: Array<{ number: number, label: string }>, networks: Array<{ slug: string, name: string }>, relations: Array<{ kind: RelationKind, resource:
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
         }>, body: Array<
        | { __typename: 'AccordionBlock', id: string, html: string }
        | { __typename: 'AnimationBlock', id: string, html: string }
        | { __typename: 'AudioBlock', id: string, html: string }
        | { __typename: 'CallToActionBlock', id: string, html: string }
        | { __typename: 'DownloadsBlock', id: string, html: string }
        | { __typename: 'FigureBlock', id: string, html: string }
        | { __typename: 'GameBlock', id: string, html: string }
        | { __typename: 'HeadingBlock', id: string, html: string }
        | { __typename: 'OrganisationsBlock', id: string, html: string }
        | { __typename: 'QuestionnaireBlock', id: string, html: string }
        | { __typename: 'QuoteBlock', id: string, html: string }
        | { __typename: 'ReflectionBlock', id: string, html: string }
        | { __typename: 'RichTextBlock', id: string, html: string }
        | { __typename: 'StatisticsBlock', id: string, html: string }
        | { __typename: 'TableBlock', id: string, html: string }
        | { __typename: 'TeaserBlock', id: string, html: string }
        | { __typename: 'VideoBlock', id: string, html: string }
      > }
    | { __typename: 'Report', reportKind: ReportKind, year: number | null, occasion: string | null, editionNumber: number | null, id: string, title: string, officialTitle: string, summary: string, path: string, url: string, issuedOn: string | null, launchedOn: string | null, updatedAt: string, isFallback: boolean, isReviewed: boolean, series: { label: string } | null, locale: { code: string, direction: TextDirection }, translations: Array<{ title: string, path: string, isOutdated: boolean, locale: { code: string, nativeName: string } }>, breadcrumbs: Array<{ title: string, path: string }>, seo: { title: string, description: string }, cover: { alt: string, isDecorative: boolean, credit: string | null, rendition: { url: string, width: number, height: number, srcset: string } } | null, contributions: Array<{ role: ContributionRole, organisation: { name: string, website: string | null } }>, files: Array<{ url: string, title: string, label: string | null, isLink: boolean, mediaType: string | null, bytes: number | null, pages: number | null, languages: Array<{ code: string, nativeName: string }> }>, figures: Array<{ value: string, label: string, asOf: string | null, source: string }>, licence: { code: string } | null, topics: Array<{ code: string, label: string }>, priorityObjectives: Array<{ number: number, label: string }>, networks: Array<{ slug: string, name: string }>, relations: Array<{ kind: RelationKind, resource:
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
         }>, body: Array<
        | { __typename: 'AccordionBlock', id: string, html: string }
        | { __typename: 'AnimationBlock', id: string, html: string }
        | { __typename: 'AudioBlock', id: string, html: string }
        | { __typename: 'CallToActionBlock', id: string, html: string }
        | { __typename: 'DownloadsBlock', id: string, html: string }
        | { __typename: 'FigureBlock', id: string, html: string }
        | { __typename: 'GameBlock', id: string, html: string }
        | { __typename: 'HeadingBlock', id: string, html: string }
        | { __typename: 'OrganisationsBlock', id: string, html: string }
        | { __typename: 'QuestionnaireBlock', id: string, html: string }
        | { __typename: 'QuoteBlock', id: string, html: string }
        | { __typename: 'ReflectionBlock', id: string, html: string }
        | { __typename: 'RichTextBlock', id: string, html: string }
        | { __typename: 'StatisticsBlock', id: string, html: string }
        | { __typename: 'TableBlock', id: string, html: string }
        | { __typename: 'TeaserBlock', id: string, html: string }
        | { __typename: 'VideoBlock', id: string, html: string }
      > }
    | { __typename: 'Toolkit', id: string, title: string, officialTitle: string, summary: string, path: string, url: string, issuedOn: string | null, launchedOn: string | null, updatedAt: string, isFallback: boolean, isReviewed: boolean, components: Array<{ title: string, description: string }>, pilotCountries: Array<{ code: string, label: string }>, locale: { code: string, direction: TextDirection }, translations: Array<{ title: string, path: string, isOutdated: boolean, locale: { code: string, nativeName: string } }>, breadcrumbs: Array<{ title: string, path: string }>, seo: { title: string, description: string }, cover: { alt: string, isDecorative: boolean, credit: string | null, rendition: { url: string, width: number, height: number, srcset: string } } | null, contributions: Array<{ role: ContributionRole, organisation: { name: string, website: string | null } }>, files: Array<{ url: string, title: string, label: string | null, isLink: boolean, mediaType: string | null, bytes: number | null, pages: number | null, languages: Array<{ code: string, nativeName: string }> }>, figures: Array<{ value: string, label: string, asOf: string | null, source: string }>, licence: { code: string } | null, topics: Array<{ code: string, label: string }>, priorityObjectives: Array<{ number: number, label: string }>, networks: Array<{ slug: string, name: string }>, relations: Array<{ kind: RelationKind, resource:
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
          | { title: string, path: string }
         }>, body: Array<
        | { __typename: 'AccordionBlock', id: string, html: string }
        | { __typename: 'AnimationBlock', id: string, html: string }
        | { __typename: 'AudioBlock', id: string, html: string }
        | { __typename: 'CallToActionBlock', id: string, html: string }
        | { __typename: 'DownloadsBlock', id: string, html: string }
        | { __typename: 'FigureBlock', id: string, html: string }
        | { __typename: 'GameBlock', id: string, html: string }
        | { __typename: 'HeadingBlock', id: string, html: string }
        | { __typename: 'OrganisationsBlock', id: string, html: string }
        | { __typename: 'QuestionnaireBlock', id: string, html: string }
        | { __typename: 'QuoteBlock', id: string, html: string }
        | { __typename: 'ReflectionBlock', id: string, html: string }
        | { __typename: 'RichTextBlock', id: string, html: string }
        | { __typename: 'StatisticsBlock', id: string, html: string }
        | { __typename: 'TableBlock', id: string, html: string }
        | { __typename: 'TeaserBlock', id: string, html: string }
        | { __typename: 'VideoBlock', id: string, html: string }
      > }
   | null };

export type SearchQueryVariables = Exact<{
  query?: string;
  filter?: SearchFilter | null | undefined;
  order?: SearchOrder;
  facets?: Array<FacetName> | FacetName | null | undefined;
  locale?: string | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type SearchQuery = { search: { totalCount: number, didYouMean: string | null, engine: string, degraded: boolean, tookMs: number, ambiguity: Array<{ word: string, label: string, text: string }>, relax: Array<{ text: string, without: FacetName | null, totalCount: number }>, facets: Array<{ name: FacetName, values: Array<{ value: string, label: string, count: number, isSelected: boolean }> }>, edges: Array<{ node: { page:
          | { __typename: 'Action', id: string, title: string, summary: string, path: string, isFallback: boolean, locale: { code: string, direction: TextDirection } }
          | { __typename: 'ActionRepository', id: string, title: string, summary: string, path: string, isFallback: boolean, locale: { code: string, direction: TextDirection } }
          | { __typename: 'CityAssessment', id: string, title: string, summary: string, path: string, isFallback: boolean, locale: { code: string, direction: TextDirection } }
          | { __typename: 'Course', id: string, title: string, summary: string, path: string, isFallback: boolean, locale: { code: string, direction: TextDirection } }
          | { __typename: 'CourseIndex', id: string, title: string, summary: string, path: string, isFallback: boolean, locale: { code: string, direction: TextDirection } }
          | { __typename: 'Event', id: string, title: string, summary: string, path: string, isFallback: boolean, locale: { code: string, direction: TextDirection } }
          | { __typename: 'Home', id: string, title: string, summary: string, path: string, isFallback: boolean, locale: { code: string, direction: TextDirection } }
          | { __typename: 'IndexPage', id: string, title: string, summary: string, path: string, isFallback: boolean, locale: { code: string, direction: TextDirection } }
          | { __typename: 'IndicatorFramework', id: string, title: string, summary: string, path: string, isFallback: boolean, locale: { code: string, direction: TextDirection } }
          | { __typename: 'InformationPage', id: string, title: string, summary: string, path: string, isFallback: boolean, locale: { code: string, direction: TextDirection } }
          | { __typename: 'KnowledgePlatform', id: string, title: string, summary: string, path: string, isFallback: boolean, locale: { code: string, direction: TextDirection } }
          | { __typename: 'Lesson', id: string, title: string, summary: string, path: string, isFallback: boolean, locale: { code: string, direction: TextDirection } }
          | { __typename: 'Library', id: string, title: string, summary: string, path: string, isFallback: boolean, locale: { code: string, direction: TextDirection } }
          | { __typename: 'PriorityObjectivePage', id: string, title: string, summary: string, path: string, isFallback: boolean, locale: { code: string, direction: TextDirection } }
          | { __typename: 'Programme', id: string, title: string, summary: string, path: string, isFallback: boolean, locale: { code: string, direction: TextDirection } }
          | { __typename: 'Report', id: string, title: string, summary: string, path: string, isFallback: boolean, locale: { code: string, direction: TextDirection } }
          | { __typename: 'Toolkit', id: string, title: string, summary: string, path: string, isFallback: boolean, locale: { code: string, direction: TextDirection } }
          | { __typename: 'Update', id: string, title: string, summary: string, path: string, isFallback: boolean, locale: { code: string, direction: TextDirection } }
        , matchedLocale: { code: string }, highlights: Array<{ weight: string, html: string, anchor: string | null }>, file: { title: string, url: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type VocabulariesQueryVariables = Exact<{
  locale?: string | null | undefined;
}>;


export type VocabulariesQuery = { priorityObjectives: Array<{ code: string, number: number, label: string, guidance: string | null, page: { title: string, path: string } | null, gcmObjectives: Array<{ code: string, number: number, label: string }>, gcrReferences: Array<{ printed: string | null, normalized: string | null, sections: Array<{ code: string, label: string }> }>, sdgs: Array<{ code: string, number: number, label: string }> }>, topics: Array<{ code: string, label: string }>, audiences: Array<{ code: string, label: string }>, targetGroups: Array<{ code: string, label: string }>, gcmObjectives: Array<{ code: string, number: number, label: string }>, gcrSections: Array<{ code: string, label: string, paragraphs: string | null }>, sdgs: Array<{ code: string, number: number, label: string, iri: string | null }>, countries: Array<{ code: string, label: string }>, networks: Array<{ slug: string, name: string }> };

export type WidgetQueryVariables = Exact<{
  locale?: string | null | undefined;
  network?: string | null | undefined;
  resources?: ResourceFilter | null | undefined;
  query?: string;
  found?: SearchFilter | null | undefined;
  isSearch?: boolean;
  isFirst?: boolean;
  first?: number;
  after?: string | null | undefined;
}>;


export type WidgetQuery = { resources?: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node:
        | { __typename: 'CityAssessment', id: string, title: string, summary: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, cover: { alt: string, rendition: { url: string, width: number, height: number } } | null }
        | { __typename: 'Course', id: string, title: string, summary: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, cover: { alt: string, rendition: { url: string, width: number, height: number } } | null }
        | { __typename: 'IndicatorFramework', id: string, title: string, summary: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, cover: { alt: string, rendition: { url: string, width: number, height: number } } | null }
        | { __typename: 'KnowledgePlatform', id: string, title: string, summary: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, cover: { alt: string, rendition: { url: string, width: number, height: number } } | null }
        | { __typename: 'Programme', id: string, title: string, summary: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, cover: { alt: string, rendition: { url: string, width: number, height: number } } | null }
        | { __typename: 'Report', id: string, title: string, summary: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, cover: { alt: string, rendition: { url: string, width: number, height: number } } | null }
        | { __typename: 'Toolkit', id: string, title: string, summary: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, cover: { alt: string, rendition: { url: string, width: number, height: number } } | null }
       }> }, search?: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { page:
          | { __typename: 'Action', id: string, title: string, summary: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, cover: { alt: string, rendition: { url: string, width: number, height: number } } | null }
          | { __typename: 'ActionRepository', id: string, title: string, summary: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, cover: { alt: string, rendition: { url: string, width: number, height: number } } | null }
          | { __typename: 'CityAssessment', id: string, title: string, summary: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, cover: { alt: string, rendition: { url: string, width: number, height: number } } | null }
          | { __typename: 'Course', id: string, title: string, summary: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, cover: { alt: string, rendition: { url: string, width: number, height: number } } | null }
          | { __typename: 'CourseIndex', id: string, title: string, summary: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, cover: { alt: string, rendition: { url: string, width: number, height: number } } | null }
          | { __typename: 'Event', id: string, title: string, summary: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, cover: { alt: string, rendition: { url: string, width: number, height: number } } | null }
          | { __typename: 'Home', id: string, title: string, summary: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, cover: { alt: string, rendition: { url: string, width: number, height: number } } | null }
          | { __typename: 'IndexPage', id: string, title: string, summary: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, cover: { alt: string, rendition: { url: string, width: number, height: number } } | null }
          | { __typename: 'IndicatorFramework', id: string, title: string, summary: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, cover: { alt: string, rendition: { url: string, width: number, height: number } } | null }
          | { __typename: 'InformationPage', id: string, title: string, summary: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, cover: { alt: string, rendition: { url: string, width: number, height: number } } | null }
          | { __typename: 'KnowledgePlatform', id: string, title: string, summary: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, cover: { alt: string, rendition: { url: string, width: number, height: number } } | null }
          | { __typename: 'Lesson', id: string, title: string, summary: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, cover: { alt: string, rendition: { url: string, width: number, height: number } } | null }
          | { __typename: 'Library', id: string, title: string, summary: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, cover: { alt: string, rendition: { url: string, width: number, height: number } } | null }
          | { __typename: 'PriorityObjectivePage', id: string, title: string, summary: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, cover: { alt: string, rendition: { url: string, width: number, height: number } } | null }
          | { __typename: 'Programme', id: string, title: string, summary: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, cover: { alt: string, rendition: { url: string, width: number, height: number } } | null }
          | { __typename: 'Report', id: string, title: string, summary: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, cover: { alt: string, rendition: { url: string, width: number, height: number } } | null }
          | { __typename: 'Toolkit', id: string, title: string, summary: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, cover: { alt: string, rendition: { url: string, width: number, height: number } } | null }
          | { __typename: 'Update', id: string, title: string, summary: string, url: string, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, cover: { alt: string, rendition: { url: string, width: number, height: number } } | null }
         } }> }, narrowing?: { facets: Array<{ name: FacetName, values: Array<{ value: string, label: string }> }> } };

export type WidgetDetailQueryVariables = Exact<{
  id: string | number;
}>;


export type WidgetDetailQuery = { node:
    | { title: string, summary: string, url: string, issuedOn: string | null, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, publishers: Array<{ organisation: { name: string } }>, topics: Array<{ label: string }>, files: Array<{ url: string, title: string, isLink: boolean, mediaType: string | null, bytes: number | null, pages: number | null, languages: Array<{ code: string, nativeName: string }> }> }
    | { title: string, summary: string, url: string, issuedOn: string | null, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, publishers: Array<{ organisation: { name: string } }>, topics: Array<{ label: string }>, files: Array<{ url: string, title: string, isLink: boolean, mediaType: string | null, bytes: number | null, pages: number | null, languages: Array<{ code: string, nativeName: string }> }> }
    | { title: string, summary: string, url: string, issuedOn: string | null, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, publishers: Array<{ organisation: { name: string } }>, topics: Array<{ label: string }>, files: Array<{ url: string, title: string, isLink: boolean, mediaType: string | null, bytes: number | null, pages: number | null, languages: Array<{ code: string, nativeName: string }> }> }
    | { title: string, summary: string, url: string, issuedOn: string | null, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, publishers: Array<{ organisation: { name: string } }>, topics: Array<{ label: string }>, files: Array<{ url: string, title: string, isLink: boolean, mediaType: string | null, bytes: number | null, pages: number | null, languages: Array<{ code: string, nativeName: string }> }> }
    | { title: string, summary: string, url: string, issuedOn: string | null, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, publishers: Array<{ organisation: { name: string } }>, topics: Array<{ label: string }>, files: Array<{ url: string, title: string, isLink: boolean, mediaType: string | null, bytes: number | null, pages: number | null, languages: Array<{ code: string, nativeName: string }> }> }
    | { title: string, summary: string, url: string, issuedOn: string | null, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, publishers: Array<{ organisation: { name: string } }>, topics: Array<{ label: string }>, files: Array<{ url: string, title: string, isLink: boolean, mediaType: string | null, bytes: number | null, pages: number | null, languages: Array<{ code: string, nativeName: string }> }> }
    | { title: string, summary: string, url: string, issuedOn: string | null, isFallback: boolean, locale: { code: string, direction: TextDirection, nativeName: string }, publishers: Array<{ organisation: { name: string } }>, topics: Array<{ label: string }>, files: Array<{ url: string, title: string, isLink: boolean, mediaType: string | null, bytes: number | null, pages: number | null, languages: Array<{ code: string, nativeName: string }> }> }
    | Record<PropertyKey, never>
   | null };

export const Library: Operation<LibraryQuery, LibraryQueryVariables> = {
  "id": "sha256:f392fe67a25f9d66a7e77309cda272504d207332495ef7f44b02922d36d60274",
  "text": "# The entrance of the library and a page of its resources; ask again with `after` for the next one.\nquery Library(\n  $locale: String\n  $filter: ResourceFilter\n  $order: ResourceOrder\n  $first: Int! = 20\n  $after: String\n) {\n  library(locale: $locale) {\n    title\n    summary\n    sections { title description types }\n    pinned { title path summary }\n  }\n  resources(locale: $locale, filter: $filter, order: $order, first: $first, after: $after) {\n    totalCount\n    pageInfo { hasNextPage endCursor }\n    edges {\n      node {\n        __typename\n        id\n        title\n        summary\n        path\n        issuedOn\n        isFallback\n        locale { code direction }\n        cover { alt isDecorative rendition(preset: CARD) { url width height srcset } }\n        publishers { organisation { name acronym } }\n        topics { code label }\n      }\n    }\n  }\n}\n"
};
export const NetworkLibrary: Operation<NetworkLibraryQuery, NetworkLibraryQueryVariables> = {
  "id": "sha256:4559b80e830b843e2e0549a3324bd60d38b2b56a934a5b4eccee7465e81fc2b3",
  "text": "# What one network shows, in the order and with the notes of its manager.\nquery NetworkLibrary($slug: String!, $locale: String, $first: Int! = 20, $after: String) {\n  network(slug: $slug, locale: $locale) {\n    name\n    description\n    page { title path }\n    resources(first: $first, after: $after) {\n      totalCount\n      pageInfo { hasNextPage endCursor }\n      edges {\n        note\n        node {\n          __typename\n          id\n          title\n          summary\n          path\n          url\n          isFallback\n          locale { code direction }\n          cover { alt rendition(preset: CARD) { url width height srcset } }\n        }\n      }\n    }\n  }\n}\n"
};
export const PageByPath: Operation<PageByPathQuery, PageByPathQueryVariables> = {
  "id": "sha256:3ea820139b5df9e495f6a463604a0d0409d749dc2fcbf9e8dd29bbf48b392f62",
  "text": "# A page by its address, as a router of a front end asks for it; an old address says where to go.\nquery PageByPath($path: String!, $locale: String) {\n  menu(locale: $locale) { title path }\n  pageAt(path: $path, locale: $locale) {\n    redirectedFrom\n    redirectUrl\n    isPermanent\n    page {\n      __typename\n      id\n      title\n      summary\n      path\n      url\n      isFallback\n      locale { code direction }\n      translations { path isOutdated locale { code nativeName } }\n      breadcrumbs { title path }\n      seo { title description }\n      body {\n        __typename\n        id\n        html\n        ... on FigureBlock { image { alt rendition(preset: LARGE) { url width height srcset } } }\n        ... on TeaserBlock { page { title path summary } }\n        ... on DownloadsBlock { files { url title bytes languages { code } } }\n        ... on StatisticsBlock { items { value label source asOf } }\n        ... on OrganisationsBlock { organisations { name website } }\n      }\n      ... on Update { date }\n      ... on Event { eventKind startsAt endsAt isOnline venue signUpUrl eventLanguages { code } }\n      ... on InformationPage { informationKind }\n      ... on PriorityObjectivePage { example priorityObjective { number label guidance } }\n    }\n  }\n}\n"
};
export const ResourceBySlug: Operation<ResourceBySlugQuery, ResourceBySlugQueryVariables> = {
  "id": "sha256:6396e5d8bb28db605799f0507673839c62a6d56d1ede935f518049e27b0aeb91",
  "text": "# Everything a page about one resource shows.\nquery ResourceBySlug($slug: String!, $locale: String) {\n  resource(slug: $slug, locale: $locale) {\n    __typename\n    id\n    title\n    officialTitle\n    summary\n    path\n    url\n    issuedOn\n    launchedOn\n    updatedAt\n    isFallback\n    isReviewed\n    locale { code direction }\n    translations { title path isOutdated locale { code nativeName } }\n    breadcrumbs { title path }\n    seo { title description }\n    cover { alt isDecorative credit rendition(preset: WIDE) { url width height srcset } }\n    contributions { role organisation { name website } }\n    files { url title label isLink mediaType bytes pages languages { code nativeName } }\n    figures { value label asOf source }\n    licence { code }\n    topics { code label }\n    priorityObjectives { number label }\n    networks { slug name }\n    relations { kind resource { title path } }\n    body { __typename id html }\n    ... on Report { reportKind year occasion editionNumber series { label } }\n    ... on Toolkit { components { title description } pilotCountries { code label } }\n    ... on IndicatorFramework {\n      dimensions { title description }\n      assessments(first: 100) { edges { node { title path year place { label } } } }\n    }\n    ... on CityAssessment { year isbn pageCount fedInto place { label country { code label } } }\n    ... on Programme {\n      phases { code title description startsOn endsOn }\n      rounds { code title eligibility announcedOn deadline amount currency status }\n      partnerCities { phaseCode profileUrl place { code label } }\n      grants { roundCode amount currency place { code label } }\n    }\n    ... on KnowledgePlatform { address whoMayJoin offers }\n  }\n}\n"
};
export const Search: Operation<SearchQuery, SearchQueryVariables> = {
  "id": "sha256:23f93789d431fba52643960ebe18280b76e35c28148ffada9d1ad1d9f026778e",
  "text": "# Pages that have what is asked for, with passages, counts, and what else might be meant.\nquery Search(\n  $query: String! = \"\"\n  $filter: SearchFilter\n  $order: SearchOrder! = RELEVANCE\n  $facets: [FacetName!]\n  $locale: String\n  $first: Int! = 20\n  $after: String\n) {\n  search(\n    query: $query\n    filter: $filter\n    order: $order\n    facets: $facets\n    locale: $locale\n    first: $first\n    after: $after\n  ) {\n    totalCount\n    didYouMean\n    ambiguity { word label text }\n    relax { text without totalCount }\n    facets { name values { value label count isSelected } }\n    edges {\n      node {\n        page { __typename id title summary path isFallback locale { code direction } }\n        matchedLocale { code }\n        highlights { weight html anchor }\n        file { title url }\n      }\n    }\n    pageInfo { hasNextPage endCursor }\n    engine\n    degraded\n    tookMs\n  }\n}\n"
};
export const Vocabularies: Operation<VocabulariesQuery, VocabulariesQueryVariables> = {
  "id": "sha256:42c19617c93867fdd77833b127569a1da94a3e16f66c21beef7c01460ccc136e",
  "text": "# What the filters of a library offer; a front end asks once and keeps it for a day.\nquery Vocabularies($locale: String) {\n  priorityObjectives(locale: $locale) {\n    code\n    number\n    label\n    guidance\n    page { title path }\n    gcmObjectives { code number label }\n    gcrReferences { printed normalized sections { code label } }\n    sdgs { code number label }\n  }\n  topics(locale: $locale) { code label }\n  audiences(locale: $locale) { code label }\n  targetGroups(locale: $locale) { code label }\n  gcmObjectives(locale: $locale) { code number label }\n  gcrSections(locale: $locale) { code label paragraphs }\n  sdgs(locale: $locale) { code number label iri }\n  countries: terms(vocabulary: COUNTRIES, locale: $locale) { code label }\n  networks(locale: $locale) { slug name }\n}\n"
};
export const Widget: Operation<WidgetQuery, WidgetQueryVariables> = {
  "id": "sha256:56d5c88d68772d0c9408c0660edd3e4b6aa507233c35cff89c5fc9539cc1fff1",
  "text": "# The list of the widget: the library in its order, or what a search finds; at first also what narrows it.\nquery Widget(\n  $locale: String\n  $network: String\n  $resources: ResourceFilter\n  $query: String! = \"\"\n  $found: SearchFilter\n  $isSearch: Boolean! = false\n  $isFirst: Boolean! = false\n  $first: Int! = 10\n  $after: String\n) {\n  resources(locale: $locale, network: $network, filter: $resources, first: $first, after: $after)\n    @skip(if: $isSearch) {\n    totalCount\n    pageInfo { hasNextPage endCursor }\n    edges {\n      node {\n        __typename\n        id\n        title\n        summary\n        url\n        isFallback\n        locale { code direction nativeName }\n        cover { alt rendition(preset: CARD) { url width height } }\n      }\n    }\n  }\n  search(query: $query, locale: $locale, filter: $found, first: $first, after: $after)\n    @include(if: $isSearch) {\n    totalCount\n    pageInfo { hasNextPage endCursor }\n    edges {\n      node {\n        page {\n          __typename\n          id\n          title\n          summary\n          url\n          isFallback\n          locale { code direction nativeName }\n          cover { alt rendition(preset: CARD) { url width height } }\n        }\n      }\n    }\n  }\n  narrowing: search(locale: $locale, filter: $found, first: 0, facets: [TYPE, TOPIC])\n    @include(if: $isFirst) {\n    facets { name values { value label } }\n  }\n}\n"
};
export const WidgetDetail: Operation<WidgetDetailQuery, WidgetDetailQueryVariables> = {
  "id": "sha256:f98506d46987d1586e55d7d67dfa2cb70bc27b2a7adbdcb140f393c221ade1e0",
  "text": "# One resource as the widget shows it, with its files.\nquery WidgetDetail($id: ID!) {\n  node(id: $id) {\n    ... on Resource {\n      title\n      summary\n      url\n      issuedOn\n      isFallback\n      locale { code direction nativeName }\n      publishers { organisation { name } }\n      topics { label }\n      files { url title isLink mediaType bytes pages languages { code nativeName } }\n    }\n  }\n}\n"
};