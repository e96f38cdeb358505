declare module "*.css?inline" {
  const text: string;
  export default text;
}

interface ImportMeta {
  url: string;
}
