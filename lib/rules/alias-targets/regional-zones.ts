/**
 * The hosted zones of AWS services by Region, as the pages "Service endpoints and quotas" of the AWS General Reference give them; those of
 * old load balancers as DescribeLoadBalancers still does. A test compares what aws-cdk-lib knows of them.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html
 */

type Ids = string | readonly string[];

export interface RegionalZones {
  /** Application and Classic Load Balancers; the second id is of Classic ones made before names began with `dualstack`. */
  readonly loadBalancer: Ids;
  readonly networkLoadBalancer: Ids;
  /** AWS has published two ids for a few Regions. */
  readonly website?: Ids;
  readonly api?: Ids;
  readonly beanstalk?: Ids;
}

export const REGIONAL_ZONES: Readonly<Record<string, RegionalZones>> = {
  'af-south-1': {
    loadBalancer: 'Z268VQBMOI5EKX',
    networkLoadBalancer: 'Z203XCE67M25HM',
    website: ['Z11KHD8FBVPUYU', 'Z2OSFR5PIJ8TYW'],
    api: 'Z2DHW2332DAMTN',
    beanstalk: 'Z1EI3BVKMKK4AM',
  },
  'ap-east-1': {
    loadBalancer: 'Z3DQVH9N71FHZ0',
    networkLoadBalancer: 'Z12Y7K3UBGUAD1',
    website: 'ZNB98KWMFR0R6',
    api: 'Z3FD1VL90ND7K5',
    beanstalk: 'ZPWYUBWRU171A',
  },
  'ap-east-2': {
    loadBalancer: 'Z02789141MW7T1WBU19PO',
    networkLoadBalancer: 'Z09176273OC2HWIAUNYW',
    website: 'Z064739330DAH7WJVOO93',
    api: 'Z02909591O7FG9Q56HWB1',
  },
  'ap-northeast-1': {
    loadBalancer: ['Z14GRHDCWA56QT', 'Z2YN17T5R711GT'],
    networkLoadBalancer: 'Z31USIVHYNEOWT',
    website: 'Z2M4EHUR26P7ZW',
    api: 'Z1YSHQZHG15GKL',
    beanstalk: 'Z1R25G3KIG2GBW',
  },
  'ap-northeast-2': {
    loadBalancer: 'ZWKZPGTI48KDX',
    networkLoadBalancer: 'ZIBE1TIR4HY56',
    website: 'Z3W03O7B5YMIYP',
    api: 'Z20JF4UZKIW1U8',
    beanstalk: 'Z3JE5OI70TWKCP',
  },
  'ap-northeast-3': {
    loadBalancer: 'Z5LXEXXYW11ES',
    networkLoadBalancer: 'Z1GWIQ4HH19I5X',
    website: 'Z2YQB5RD63NC85',
    api: 'Z22ILHG95FLSZ2',
    beanstalk: 'ZNE5GEY1TIAGY',
  },
  'ap-south-1': {
    loadBalancer: 'ZP97RAFLXTNZK',
    networkLoadBalancer: 'ZVDDRBQ08TROA',
    website: 'Z11RGJOFQNVJUP',
    api: 'Z3VO1THU9YC4UR',
    beanstalk: 'Z18NTBI3Y7N9TZ',
  },
  'ap-south-2': {
    loadBalancer: 'Z0173938T07WNTVAEPZN',
    networkLoadBalancer: 'Z0711778386UTO08407HT',
    website: 'Z02976202B4EZMXIPMXF7',
    api: 'Z0853509Q1135NJ66RUH',
    beanstalk: 'Z10223522IBWPBF2C2FJS',
  },
  'ap-southeast-1': {
    loadBalancer: ['Z1LMS91P8CMLE5', 'Z1WI8VXHPB1R38'],
    networkLoadBalancer: 'ZKVM4W9LS7TM',
    website: 'Z3O0J2DXBE1FTB',
    api: 'ZL327KTPIQFUL',
    beanstalk: 'Z16FZ9L249IFLT',
  },
  'ap-southeast-2': {
    loadBalancer: ['Z1GM3OXH4ZPM65', 'Z2999QAZ9SRTIC'],
    networkLoadBalancer: 'ZCT6FZBF4DROD',
    website: 'Z1WCIGYICN2BYD',
    api: 'Z2RPCDW04V8134',
    beanstalk: 'Z2PCDNR3VC2G1N',
  },
  'ap-southeast-3': {
    loadBalancer: 'Z08888821HLRG5A9ZRTER',
    networkLoadBalancer: 'Z01971771FYVNCOVWJU1G',
    website: 'Z01846753K324LI26A3VV',
    api: 'Z10132843TYUYSLUG4HA3',
    beanstalk: 'Z05913172VM7EAZB40TA8',
  },
  'ap-southeast-4': {
    loadBalancer: 'Z09517862IB2WZLPXG76F',
    networkLoadBalancer: 'Z01156963G8MIIL7X90IV',
    website: 'Z0312387243XT5FE14WFO',
    api: 'Z092189423Y7RJK61311D',
    beanstalk: 'Z0666869LC74UHAO5YE4',
  },
  'ap-southeast-5': {
    loadBalancer: 'Z06010284QMVVW7WO5J',
    networkLoadBalancer: 'Z026317210H9ACVTRO6FB',
    website: 'Z08660063OXLMA7F1FJHU',
    api: 'Z0314042F0KBUTZ3X5HF',
    beanstalk: 'Z01812971H0QCYWSL7WOH',
  },
  'ap-southeast-6': {
    loadBalancer: 'Z023301818UFJ50CIO0MV',
    networkLoadBalancer: 'Z01392953RKV2Q3RBP0KU',
    website: 'Z05686083R66JX5C163TC',
    beanstalk: 'Z01144401H1NECCLJDD4D',
  },
  'ap-southeast-7': {
    loadBalancer: 'Z0390008CMBRTHFGWBCB',
    networkLoadBalancer: 'Z054363131YWATEMWRG5L',
    website: 'Z0031014GXUMRZG6I14G',
    api: 'Z048508712PZLK5NKG8R0',
    beanstalk: 'Z08384933QM5LSQCVMNZM',
  },
  'ca-central-1': {
    loadBalancer: 'ZQSVJUPU6J1EY',
    networkLoadBalancer: 'Z2EPGBW3API2WT',
    website: 'Z1QDHH18159H29',
    api: 'Z19DQILCV0OWEC',
    beanstalk: 'ZJFCZL7SSZB5I',
  },
  'ca-west-1': {
    loadBalancer: 'Z06473681N0SF6OS049SD',
    networkLoadBalancer: 'Z02754302KBB00W2LKWZ9',
    website: 'Z03565811Z33SLEZTHOUL',
    api: 'Z04745493436AWVTG1OQY',
    beanstalk: 'Z1021028356Y0CYS11DQI',
  },
  'cn-north-1': {
    loadBalancer: 'Z1GDH35T77C1KE',
    networkLoadBalancer: 'Z3QFB96KMJ7ED6',
    website: 'Z5CN8UMXT92WN',
  },
  'cn-northwest-1': {
    loadBalancer: 'ZM7IZAIOVVDZF',
    networkLoadBalancer: 'ZQEIKTCZ8352D',
    website: 'Z282HJ1KT0DH03',
  },
  'eu-central-1': {
    loadBalancer: 'Z215JYRZR1TBD5',
    networkLoadBalancer: 'Z3F0SRJ5LGBH90',
    website: 'Z21DNDUVLTQW6Q',
    api: 'Z1U9ULNL0V5AJ3',
    beanstalk: 'Z1FRNW7UH4DEZJ',
  },
  'eu-central-2': {
    loadBalancer: 'Z06391101F2ZOEP8P5EB3',
    networkLoadBalancer: 'Z02239872DOALSIDCX66S',
    website: 'Z030506016YDQGETNASS',
    api: 'Z09222482MK253X48U76H',
    beanstalk: 'Z00227012FSHBMZNNSJJI',
  },
  'eu-north-1': {
    loadBalancer: 'Z23TAZ6LKFMNIO',
    networkLoadBalancer: 'Z1UDT6IFJ4EJM',
    website: 'Z3BAZG2TWCNX0D',
    api: 'Z3UWIKFBOOGXPP',
    beanstalk: 'Z23GO28BZ5AETM',
  },
  'eu-south-1': {
    loadBalancer: 'Z3ULH7SSC9OV64',
    networkLoadBalancer: 'Z23146JA1KNAFP',
    website: ['Z3IXVV8C73GIO3', 'Z2OPA49AB41N7K'],
    api: 'Z3BT4WSQ9TDYZV',
    beanstalk: 'Z10VDYYOA2JFKM',
  },
  'eu-south-2': {
    loadBalancer: 'Z0956581394HF5D5LXGAP',
    networkLoadBalancer: 'Z1011216NVTVYADP1SSV',
    website: 'Z0081959F7139GRJC19J',
    api: 'Z02499852UI5HEQ5JVWX3',
    beanstalk: 'Z0243492AO4B9S3KI68O',
  },
  'eu-west-1': {
    loadBalancer: ['Z32O12XQLNTSW2', 'Z3NF1Z3NOM5OY2'],
    networkLoadBalancer: 'Z2IFOLAFXWLO4F',
    website: 'Z1BKCTXD74EZPE',
    api: 'ZLY8HYME6SFDD',
    beanstalk: 'Z2NYPWQ7DFZAZH',
  },
  'eu-west-2': {
    loadBalancer: 'ZHURV8PSTC4K8',
    networkLoadBalancer: 'ZD4D7Y8KGAS4G',
    website: 'Z3GKZC51ZF0DB4',
    api: 'ZJ5UAJN8Y3Z2Q',
    beanstalk: 'Z1GKAAAUGATPF1',
  },
  'eu-west-3': {
    loadBalancer: 'Z3Q77PNBQS71R4',
    networkLoadBalancer: 'Z1CMS0P5QUZ6D5',
    website: 'Z3R1K369G5AVDG',
    api: 'Z3KY65QIEKYHQQ',
    beanstalk: 'Z5WN6GAYWG5OB',
  },
  'il-central-1': {
    loadBalancer: 'Z09170902867EHPV2DABU',
    networkLoadBalancer: 'Z0313266YDI6ZRHTGQY4',
    website: 'Z09640613K4A3MN55U7GU',
    api: 'Z07264553HBI44N5X2CKP',
    beanstalk: 'Z02941091PERNCB1MI5H7',
  },
  'me-central-1': {
    loadBalancer: 'Z08230872XQRWHG2XF6I',
    networkLoadBalancer: 'Z00282643NTTLPANJJG2P',
    website: 'Z06143092I8HRXZRUZROF',
    api: 'Z08780021BKYYY8U0YHTV',
    beanstalk: 'Z0650511N84AAKGW7QUK',
  },
  'me-south-1': {
    loadBalancer: 'ZS929ML54UICD',
    networkLoadBalancer: 'Z3QSRYVP46NYYV',
    website: 'Z1MPMWCPA7YB62',
    api: 'Z20ZBPC0SS8806',
    beanstalk: 'Z2BBTEKR2I36N2',
  },
  'mx-central-1': {
    loadBalancer: 'Z023552324OKD1BB28BH5',
    networkLoadBalancer: 'Z02031231H3ID6HYJ9A7U',
    website: 'Z057606446ZNVQJJ8WOP',
    api: 'Z00020171WIGL5M88SHRM',
  },
  'sa-east-1': {
    loadBalancer: ['Z2P70J7HTTTPLU', 'Z2ES78Y61JGQKS'],
    networkLoadBalancer: 'ZTK26PT1VY4CU',
    website: 'Z7KQH4QJS55SO',
    api: 'ZCMLWB8V5SYIT',
    beanstalk: 'Z10X7K2B4QSOFV',
  },
  'us-east-1': {
    loadBalancer: ['Z35SXDOTRQ7X7K', 'Z3DZXE0Q79N41H'],
    networkLoadBalancer: 'Z26RNL4JYFTOTI',
    website: 'Z3AQBSTGFYJSTF',
    api: 'Z1UJRXOUMOOFQ8',
    beanstalk: 'Z117KPS5GTRQ2G',
  },
  'us-east-2': {
    loadBalancer: 'Z3AADJGX6KTTL2',
    networkLoadBalancer: 'ZLMOA37VPKANP',
    website: 'Z2O1EMRO9K5GLX',
    api: 'ZOJJZC49E0EPZ',
    beanstalk: 'Z14LCN19Q5QHIC',
  },
  'us-gov-east-1': {
    loadBalancer: 'Z166TLBEWOO7G0',
    networkLoadBalancer: 'Z1ZSMQQ6Q24QQ8',
    website: 'Z2NIFVYYW2VKV1',
    api: 'Z3SE9ATJYCRCZJ',
    beanstalk: 'Z35TSARG0EJ4VU',
  },
  'us-gov-west-1': {
    loadBalancer: 'Z33AYJ8TM3BH4J',
    networkLoadBalancer: 'ZMG1MZ2THAWF1',
    website: 'Z31GFT0UA1I2HV',
    api: 'Z1K6XKP9SAGWDV',
    beanstalk: 'Z4KAURWC4UUUG',
  },
  'us-west-1': {
    loadBalancer: ['Z368ELLRRE2KJ0', 'Z1M58G0W56PQJA'],
    networkLoadBalancer: 'Z24FKFUX50B4VW',
    website: 'Z2F56UZL2M1ACD',
    api: 'Z2MUQ32089INYE',
    beanstalk: 'Z1LQECGX5PH1X',
  },
  'us-west-2': {
    loadBalancer: ['Z1H1FL5HABSF5', 'Z33MTJ483KN6FU'],
    networkLoadBalancer: 'Z18D5FSROUN65G',
    website: 'Z3BJ6K6RIION7M',
    api: 'Z2OJLYMUO9EFXC',
    beanstalk: 'Z38NKT9BP95V3O',
  },
};
