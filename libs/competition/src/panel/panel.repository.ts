import { Injectable } from '@nestjs/common';
import { Database } from '#database';
import { DomainError, type Id, isId } from '#kernel';
import type { Panel, SeatOfPerson } from './panel.entity.js';

const PANEL = `select p.id, p.skill_id as "skillId", p.code, p.name,
    (select coalesce(json_agg(json_build_object('seat', m.seat, 'personId', m.person_id) order by m.seat), '[]')
     from app.panel_member m where m.tenant_id = p.tenant_id and m.panel_id = p.id) as members
  from app.panel p`;

@Injectable()
export class PanelRepository {
  constructor(private readonly database: Database) {}

  async insert(tenantId: Id, panel: Panel): Promise<void> {
    await this.database.query('insert into app.panel (tenant_id, id, skill_id, code, name) values ($1, $2, $3, $4, $5)', [
      tenantId,
      panel.id,
      panel.skillId,
      panel.code,
      panel.name,
    ]);
    await this.database.query(
      `insert into app.panel_member (tenant_id, panel_id, seat, person_id)
       select $1, $2, s.seat, s.person from unnest($3::text[], $4::uuid[]) as s (seat, person)`,
      [tenantId, panel.id, panel.members.map(({ seat }) => seat), panel.members.map(({ personId }) => personId)],
    );
  }

  async find(tenantId: Id, id: Id): Promise<Panel> {
    if (!isId(id)) throw new DomainError('NOT_FOUND');
    const [row] = await this.database.read<Panel>(tenantId, `${PANEL} where p.tenant_id = $1 and p.id = $2`, [tenantId, id]);
    if (row === undefined) throw new DomainError('NOT_FOUND');
    return row;
  }

  /** Throws NOT_FOUND when the panel has no such seat. */
  async seat(tenantId: Id, panelId: Id, seat: string, personId: Id | null): Promise<void> {
    const changed = await this.database.change(
      'update app.panel_member set person_id = $4 where tenant_id = $1 and panel_id = $2 and seat = $3',
      [tenantId, panelId, seat, personId],
    );
    if (changed !== 1) throw new DomainError('NOT_FOUND');
  }

  forSkills(tenantId: Id, skillIds: readonly Id[]): Promise<readonly Panel[]> {
    return this.database.read<Panel>(
      tenantId,
      `${PANEL} where p.tenant_id = $1 and p.skill_id = any($2::uuid[]) order by p.skill_id, p.code`,
      [tenantId, skillIds],
    );
  }

  seatsOf(tenantId: Id, personId: Id): Promise<readonly SeatOfPerson[]> {
    return this.database.read<SeatOfPerson>(
      tenantId,
      `select m.panel_id as "panelId", p.skill_id as "skillId", m.seat
       from app.panel_member m join app.panel p on p.tenant_id = m.tenant_id and p.id = m.panel_id
       where m.tenant_id = $1 and m.person_id = $2 order by m.panel_id, m.seat`,
      [tenantId, personId],
    );
  }

  /** Which numbers which organisation has in the skill. */
  bibsByOrganisation(tenantId: Id, skillId: Id): Promise<readonly { readonly bib: number; readonly organisationId: Id | null }[]> {
    return this.database.read(
      tenantId,
      'select e.bib, e.organisation_id as "organisationId" from app.entry e where e.tenant_id = $1 and e.skill_id = $2',
      [tenantId, skillId],
    );
  }
}
