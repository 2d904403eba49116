/** What Microsoft Graph calls a permission in an app registration: with a person, and for an app by itself. */
export interface PermissionId {
  /** Delegated permission (`Scope` in a manifest). */
  readonly delegated: string
  /** Application permission (`Role` in a manifest); null where Graph has none. */
  readonly application: string | null
}

/**
 * The IDs of the permissions that TenantAtlas asks for, the same in every tenant (G-255). A manifest names permissions by
 * them.
 */
export const permissionIds: Readonly<Record<string, PermissionId>> = {
  'DeviceManagementConfiguration.Read.All': {
    delegated: 'f1493658-876a-4c87-8fa7-edb559b3476a',
    application: 'dc377aa6-52d8-4e23-b271-2a7ae04cedf3',
  },
  'DeviceManagementConfiguration.ReadWrite.All': {
    delegated: '0883f392-0a7a-443d-8c76-16a6d39c7b63',
    application: '9241abd9-d0e6-425a-bd4f-47ba86e767a4',
  },
  'DeviceManagementApps.Read.All': {
    delegated: '4edf5f54-4666-44af-9de9-0144fb4b6e8c',
    application: '7a6ee1e7-141e-4cec-ae74-d9db155731ff',
  },
  'DeviceManagementApps.ReadWrite.All': {
    delegated: '7b3f05d5-f68c-4b8d-8c59-a2ecd12f24af',
    application: '78145de6-330d-4800-a6ce-494ff2d33d07',
  },
  'DeviceManagementServiceConfig.Read.All': {
    delegated: '8696daa5-bce5-4b2e-83f9-51b6defc4e1e',
    application: '06a5fe6d-c49d-46a7-b082-56b1b14103c7',
  },
  'DeviceManagementServiceConfig.ReadWrite.All': {
    delegated: '662ed50a-ac44-4eef-ad86-62eed9be2a29',
    application: '5ac13192-7ace-4fcf-b828-1a26f28068ee',
  },
  'DeviceManagementRBAC.Read.All': {
    delegated: '49f0cc30-024c-4dfd-ab3e-82e137ee5431',
    application: '58ca0d9a-1575-47e1-a3cb-007ef2e4583b',
  },
  'DeviceManagementRBAC.ReadWrite.All': {
    delegated: '0c5e8a55-87a6-4556-93ab-adc52c4d862d',
    application: 'e330c4f0-4170-414e-a55a-2f022ec2b57b',
  },
  'DeviceManagementScripts.Read.All': {
    delegated: 'd32381d8-ee89-4220-9c83-b672aa68d404',
    application: 'c7a5be92-2b3d-4540-8a67-c96dcaae8b43',
  },
  'DeviceManagementScripts.ReadWrite.All': {
    delegated: '8b9d79d0-ad75-4566-8619-f7500ecfcebe',
    application: '9255e99d-faf5-445e-bbf7-cb71482737c4',
  },
  'Policy.Read.All': {
    delegated: '572fea84-0151-49b2-9301-11cb16974376',
    application: '246dd0d5-5bd0-4def-940b-0421030a5b68',
  },
  'Policy.ReadWrite.ConditionalAccess': {
    delegated: 'ad902697-1014-4ef5-81ef-2b4301988e8c',
    application: '01c0a623-fc9b-48e9-b794-0756f8e8f067',
  },
  'Policy.ReadWrite.MobilityManagement': { delegated: 'a8ead177-1889-4546-9387-f25e658e2a79', application: null },
  'Policy.Read.DeviceConfiguration': {
    delegated: '3616a4b0-6746-49c4-a678-4c237599074d',
    application: 'bdba4817-6ba1-4a7c-8a01-be9bc7c242dd',
  },
  'Policy.ReadWrite.DeviceConfiguration': {
    delegated: '40b534c3-9552-4550-901b-23879c90bcf9',
    application: '230fb2d5-aa21-49c1-bfa7-ae1be179d867',
  },
  'Policy.ReadWrite.AuthenticationMethod': {
    delegated: '7e823077-d88e-468f-a337-e18f1f0e6c7c',
    application: '29c18626-4985-4dcd-85c0-193eef327366',
  },
  'Agreement.Read.All': {
    delegated: 'af2819c9-df71-4dd3-ade7-4d7c9dc653b7',
    application: '2f3e6f8c-093b-4c57-a58b-ba5ce494a169',
  },
  'Agreement.ReadWrite.All': {
    delegated: 'ef4b5d93-3104-4664-9053-a5c49ab44218',
    application: 'c9090d00-6101-42f0-a729-c41074260d47',
  },
  'OrganizationalBranding.Read.All': {
    delegated: '9082f138-6f02-4f3a-9f4d-5f3c2ce5c688',
    application: 'eb76ac34-0d62-4454-b97c-185e4250dc20',
  },
  'OrganizationalBranding.ReadWrite.All': {
    delegated: '15ce63de-b141-4c9a-a9a5-241bf27c6aaf',
    application: 'd2ebfbc1-a5f8-424b-83a6-56ab5927a73c',
  },
  'CloudPC.Read.All': {
    delegated: '5252ec4e-fd40-4d92-8c68-89dd1d3c6110',
    application: 'a9e09520-8ed4-4cde-838e-4fdea192c227',
  },
  'CloudPC.ReadWrite.All': {
    delegated: '9d77138f-f0e2-47ba-ab33-cd246c8b79d1',
    application: '3b4349e1-8cf5-45a3-95b7-69d1751d3e6a',
  },
  'WindowsUpdates.Read.All': {
    delegated: '9528ce37-154e-4e4f-a0fc-12baefd85d51',
    application: 'fa099153-0225-489c-980e-384dc674ab81',
  },
  'WindowsUpdates.ReadWrite.All': {
    delegated: '11776c0c-6138-4db3-a668-ee621bea2555',
    application: '7dd1be58-6e76-4401-bf8d-31d1e8180d5b',
  },
  'OrgSettings-Microsoft365Install.Read.All': {
    delegated: '8cbdb9f6-9c2e-451a-814d-ec606e5d0212',
    application: '6cdf1fb1-b46f-424f-9493-07247caa22e2',
  },
  'OrgSettings-Microsoft365Install.ReadWrite.All': {
    delegated: '1ff35e91-19eb-42d8-aa2d-cc9891127ae5',
    application: '83f7232f-763c-47b2-a097-e35d2cbe1da5',
  },
  'GroupMember.Read.All': {
    delegated: 'bc024368-1153-4739-b217-4326f2e966d0',
    application: '98830695-27a2-44f7-8c18-0c3ebc9698f6',
  },
  'Group.ReadWrite.All': {
    delegated: '4e46008b-f24c-477d-8fff-7bb4ec7aafe0',
    application: '62a82d76-70ea-41e2-9197-370581804d09',
  },
  'User.ReadBasic.All': {
    delegated: 'b340eb25-3456-403f-be2f-af7a0d370277',
    application: '97235f07-e226-4f63-ace3-39588e11d3a1',
  },
  'DeviceManagementManagedDevices.Read.All': {
    delegated: '314874da-47d6-4978-88dc-cf0d37f0bb82',
    application: '2f51be20-0bb4-4fed-bf7b-db946066c75e',
  },
  'Device.Read.All': {
    delegated: '951183d1-1a61-466f-a6d1-1fde911bfd95',
    application: '7438b122-aefc-4978-80ed-43db9fcc7715',
  },
  'Application.Read.All': {
    delegated: 'c79f8feb-a9db-4090-85f9-90d820caa0eb',
    application: '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30',
  },
  'Organization.Read.All': {
    delegated: '4908d5b9-3fb2-4b1e-9336-1888b7937185',
    application: '498476ce-e0fe-48b0-b801-37ba7e2685c6',
  },
  'User.Read': { delegated: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', application: null },
}
