/** Where the full server object must have something, by parent. */
export const SERVER_FIELDS = `
data: id ownerId hypervisorId arch name selfService selfServiceSettings hostname commissionStatus uuid state migratable timezone migrateLevel
data: deleteLevel configLevel backupLevel elevated elevateId elevate destroyable rebuild suspended protected buildFailed primaryNetworkDhcp4
data: primaryNetworkDhcp6 built created updated traffic settings cpu customXML qemuCommandline qemuAgent media backupPlan vnc network storage
data: hypervisorAssets hypervisor owner sshKeys sharedUsers tasks
data.traffic.public: countMethod currentPeriod
data.traffic.public.currentPeriod: start end limit
data.settings: osTemplateInstall osTemplateInstallId encryptedPassword backupPlan uefi cloudInit config userConfig bootOrder memBalloon hyperv resources
data.settings.resources: memory storage traffic cpuCores
data.cpu: cores type typeExact shares throttle topology
data.customXML: domain os devices features clock cpuTune
data.media: isoMounted isoType isoName isoFilename isoUrl isoDownload
data.vnc: ip port enabled
data.network.interfaces[]: id order enabled tag name type mac inAverage outAverage firewallEnabled hypervisorConnectivity ipWhitelist ipv4 ipv6
data.network.interfaces[].ipv4[]: id order enabled blockId address gateway netmask resolver1 resolver2 rdns mac
data.network.secondaryInterfaces[]: id order name type
data.storage[]: _id id capacity drive type profile status enabled primary name filename datastore
data.hypervisor: id ip port maintenance groupId group name resources
data.owner: id admin extRelationId name email timezone suspended twoFactorAuth created updated
data.tasks: active lastOn actions
`
  .trim()
  .split('\n')
  .flatMap(line => {
    const [parent = '', names = ''] = line.split(': ');
    return names.split(' ').map(name => `${parent}.${name}`);
  });
