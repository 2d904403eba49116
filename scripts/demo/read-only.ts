import { guid, moment, type DemoObject } from './build.ts'

const one = (kind: string, content: DemoObject): DemoObject => ({ id: guid(kind, 0), ...content })

/** What Contoso has of the types that are only read: one of each kind that says something. */
export const readOnly = (): Record<string, DemoObject[]> => ({
  certificateConnectorDetails: [
    one('certificateConnectorDetails', {
      connectorName: 'CONTOSO-PKI-01',
      connectorVersion: '6.2511.1.2001',
      machineName: 'pki01.contoso.example',
      enrollmentDateTime: moment('certificateConnectorDetails', 0),
      lastCheckinDateTime: '2026-11-19T23:00:00Z',
    }),
  ],
  domainJoinConnectors: [
    one('domainJoinConnectors', {
      displayName: 'DC-CONNECTOR-01',
      lastConnectionDateTime: '2026-11-19T23:10:00Z',
      state: 'active',
      version: '6.2501.2000.5',
    }),
  ],
  complianceManagementPartners: [
    one('complianceManagementPartners', {
      displayName: 'Jamf Device Compliance',
      lastHeartbeatDateTime: '2026-11-19T22:00:00Z',
      partnerState: 'enabled',
      macOsOnboarded: true,
      androidOnboarded: false,
      iosOnboarded: false,
      macOsEnrollmentAssignments: [],
      androidEnrollmentAssignments: [],
      iosEnrollmentAssignments: [],
    }),
  ],
  remoteAssistancePartners: [
    one('remoteAssistancePartners', {
      displayName: 'TeamViewer',
      onboardingUrl: 'https://login.teamviewer.example',
      onboardingStatus: 'onboarded',
      lastConnectionDateTime: '2026-11-18T12:00:00Z',
    }),
  ],
  derivedCredentials: [
    one('derivedCredentials', {
      displayName: 'Smart cards of the works council',
      helpUrl: 'https://help.contoso.example/smart-card',
      issuer: 'entrustDataCard',
      notificationType: 'companyPortal',
      renewalThresholdPercentage: 20,
    }),
  ],
  microsoftTunnelConfigurations: [
    one('microsoftTunnelConfigurations', {
      displayName: 'Tunnel – Frankfurt',
      description: null,
      network: '169.254.0.0/16',
      dnsServers: ['10.0.0.53'],
      defaultDomainSuffix: 'contoso.example',
      routeIncludes: ['10.0.0.0/8'],
      routeExcludes: [],
      splitDNS: [],
      listenPort: 443,
      advancedSettings: [],
      roleScopeTagIds: ['0'],
    }),
  ],
  dataSharingConsents: [
    one('dataSharingConsents', {
      serviceDisplayName: 'Apple Volume Purchase Program',
      termsUrl: 'https://go.microsoft.com/fwlink/?linkid=829833',
      granted: true,
      grantDateTime: moment('dataSharingConsents', 0),
      grantedByUpn: 'admin@contoso.example',
      grantedByUserId: guid('users', 0),
    }),
  ],
  onPremisesConnections: [
    one('onPremisesConnections', {
      displayName: 'ANC Frankfurt',
      connectionType: 'azureADJoin',
      subscriptionId: guid('subscriptions', 0),
      subscriptionName: 'Contoso workplace',
      resourceGroupId: '/subscriptions/contoso/resourceGroups/w365',
      virtualNetworkId: '/subscriptions/contoso/resourceGroups/w365/providers/Microsoft.Network/virtualNetworks/w365',
      subnetId: 'cloud-pcs',
      virtualNetworkLocation: 'germanywestcentral',
      healthCheckStatus: 'passed',
      inUse: true,
      scopeIds: ['0'],
    }),
  ],
  updatePolicies: [
    {
      id: guid('updatePolicies', 0),
      createdDateTime: moment('updatePolicies', 0),
      autoEnrollmentUpdateCategories: ['driver'],
    },
  ],
})
