/**
 * What may stand outside of the wall (R1): every table and column of the schemas that belong to no tenant, and every function that
 * crosses. A new one is added here by whoever can say why it holds nothing of a tenant's.
 */
export const COLUMNS: Readonly<Record<string, string>> = {
  'auth.account':
    'id accountId providerId userId accessToken refreshToken idToken accessTokenExpiresAt refreshTokenExpiresAt scope password createdAt updatedAt',
  'auth.session': 'id expiresAt token createdAt updatedAt ipAddress userAgent userId',
  'auth.sign_in_counter': 'key failures ends_at',
  'auth.user': 'id name email emailVerified image createdAt updatedAt username displayUsername',
  'auth.verification': 'id identifier value expiresAt createdAt updatedAt',
  'directory.certificate_code': 'code tenant_id certificate_id',
  'directory.membership': 'user_id tenant_id person_id',
  'directory.tenant': 'tenant_id slug name created_at',
  'public.schema_history': 'id timestamp name',
  'queue.dead_letter': 'id tenant_id name payload attempts reason failed_at',
  'queue.outbox': 'id tenant_id name payload created_at',
  'queue.dedup': 'queue dedup_id job_id expire_at_ms',
  'queue.dedup_next': 'queue dedup_id payload',
  'queue.event': 'queue id event data created_at_ms',
  'queue.job':
    'queue id seq name state data opts priority delay_ms max_attempts attempts_made attempts_started progress return_value failed_reason ' +
    'stacktrace deferred_failure processed_by added_at_ms process_at_ms processed_at_ms finished_at_ms lock_token locked_until_ms ' +
    'stalled_count dedup_id scheduler_id parent_queue parent_id parent_key pending_deps stalled_marked',
  'queue.job_dependency': 'parent_queue parent_id child_queue child_id child_key status value',
  'queue.job_log': 'queue job_id idx row',
  'queue.meta': 'queue field value',
  'queue.metrics': 'queue kind count prev_ts prev_count data',
  'queue.migration': 'version name min_client_version applied_at',
  'queue.rate_limit': 'queue points expire_at_ms',
  'queue.relay_inbox': 'id ns node_id kind topic mid ts data endpoints',
  'queue.relay_node': 'ns node_id lease_until registered_at last_heartbeat info backlog dropped in_flight',
  'queue.relay_retained': 'ns topic mid ts data expires_at',
  'queue.relay_subscription': 'ns node_id endpoint_id pattern root',
  'queue.scheduler':
    'queue scheduler_id name next_run_ms pattern every_ms tz start_date_ms end_date_ms limit_count iteration_count template_data ' +
    'template_opts producer_id offset_ms',
};

/** SECURITY DEFINER functions and who may call them; none for triggers and for what only other functions call. */
export const CROSSINGS: Readonly<Record<string, readonly string[]>> = {
  'directory.certificate_by_code(text)': ['guildhall_app'],
  'directory.create_account(text, text, text, text, uuid)': ['guildhall_app'],
  'directory.found_tenant(uuid, text, jsonb)': ['guildhall_app'],
  'directory.join_tenant(text, uuid)': ['guildhall_app'],
  'directory.memberships_of(text)': ['guildhall_app'],
  'directory.note_for_user(text, text, text, jsonb)': [],
  'directory.password_changed()': [],
  'directory.refresh_session(text)': ['guildhall_app'],
  'directory.register_certificates(text[], uuid[])': ['guildhall_app'],
  'directory.session_actor(text, text)': ['guildhall_app'],
  'directory.session_changed()': [],
  'directory.sign_in_failed(text)': ['guildhall_auth'],
  'directory.tenant_by_id(uuid)': ['guildhall_app'],
  'directory.tenant_by_slug(text)': ['guildhall_app'],
  'directory.tenant_ids()': ['guildhall_app'],
  'directory.tenants()': ['guildhall_app'],
};

/** Rights of the app's login on whole tables outside of `app`; on single columns it may also insert into the outbox. */
export const APP_RIGHTS_OUTSIDE: readonly string[] = ['SELECT on public.schema_history'];
export const APP_COLUMN_RIGHTS_OUTSIDE: readonly string[] = ['INSERT (id, name, payload, tenant_id) on queue.outbox'];
