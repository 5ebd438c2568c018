/** The password of every demo login: the same, and in the README. The demo is never seeded in production. */
export const DEMO_PASSWORD = 'Guildhall-2026';

/** One login per role of the demo; names are those of the people whom the seed adds. */
export const DEMO_LOGINS = [
  { role: 'union_administrator', name: '林致远', email: 'union@jianghai.example', password: DEMO_PASSWORD },
  { role: 'competition_organiser', name: '沈若兰', email: 'organiser@jianghai.example', password: DEMO_PASSWORD },
  { role: 'chief_judge', name: '郑怀德', email: 'chief@jianghai.example', password: DEMO_PASSWORD },
  { role: 'judge', name: '何秀英', email: 'judge@jianghai.example', password: DEMO_PASSWORD },
  { role: 'supervisor', name: '崔立新', email: 'supervisor@jianghai.example', password: DEMO_PASSWORD },
  { role: 'encryption_officer', name: '唐静宜', email: 'encryption@jianghai.example', password: DEMO_PASSWORD },
  { role: 'enterprise_administrator', name: '袁海峰', email: 'enterprise@jianghai.example', password: DEMO_PASSWORD },
  { role: 'participant', name: '张喆', email: 'worker@jianghai.example', password: DEMO_PASSWORD },
] as const;

export type DemoLogin = (typeof DEMO_LOGINS)[number];
