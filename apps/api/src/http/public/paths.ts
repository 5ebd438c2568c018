/** Addresses of the public pages, without a language prefix (`pathIn` of the language room adds it). */
export const paths = {
  directory: () => '/',
  home: (tenant: string) => `/${part(tenant)}`,
  competition: (tenant: string, slug: string) => `/${part(tenant)}/competitions/${part(slug)}`,
  results: (tenant: string, slug: string, skill: string) => `/${part(tenant)}/competitions/${part(slug)}/skills/${part(skill)}`,
  entry: (tenant: string, slug: string, skill: string, bib: string) =>
    `/${part(tenant)}/competitions/${part(slug)}/skills/${part(skill)}/entries/${part(bib)}`,
  /** The form for a code typed by hand; it sends `?code=`. */
  checkForm: () => '/v',
  certificate: (code: string) => `/v/${part(code)}`,
  signIn: () => '/sign-in',
  signOut: () => '/sign-out',
  me: () => '/me',
  /** The PDF, for its holder and the organisers; it has no language. */
  certificateFile: (id: string) => `/certificates/${part(id)}.pdf`,
  sheets: () => '/judging',
  sheet: (id: string) => `/judging/${part(id)}`,
} as const;

function part(text: string): string {
  return encodeURIComponent(text);
}
